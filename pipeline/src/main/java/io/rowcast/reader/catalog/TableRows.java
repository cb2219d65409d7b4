package io.rowcast.reader.catalog;

import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.row.ColumnWriters;
import io.rowcast.reader.row.JsonBytes;
import io.rowcast.reader.row.SelectedColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of a table by SQL and gives each as the JSON that a record of the same row from the binlog has. It streams: only one row
 * is in memory. For one thread; until the rows are read, the connection can do nothing else. It may be inside a transaction.
 */
public final class TableRows {
    private static final String TYPES =
            "SELECT COLUMN_NAME, DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";

    /** Of a session: CHARs without the blanks that one SQL mode fills them up with. */
    public static final String UNPADDED = "sql_mode = REPLACE(@@sql_mode, 'PAD_CHAR_TO_FULL_LENGTH', '')";

    /** TIMESTAMPs in UTC; text converted by MySQL, not by the driver, which knows its character sets less well. */
    private static final String SESSION =
            "SET SESSION time_zone = '+00:00', character_set_results = 'utf8mb4', " + UNPADDED;

    private static final Set<ColumnType> NUMBERS =
            EnumSet.of(ColumnType.INTEGER, ColumnType.UNSIGNED, ColumnType.DECIMAL);

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX](?:[0-9a-fA-F]{2})+");

    /** What takes the rows. */
    @FunctionalInterface
    public interface RowSink {
        /**
         * @param key the JSON of the key columns; {@code null} for a table without a key
         * @param row the JSON of all columns
         */
        void row(byte @Nullable [] key, byte[] row);
    }

    private final Connection connection;
    private final JsonBytes json = new JsonBytes();

    /** Sets the session of the connection up for exact values. */
    public TableRows(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute(SESSION);
        }
    }

    /**
     * Gives all rows of the table for which a condition holds, in no order.
     *
     * @param where a condition in SQL; {@code null} for all rows
     * @param limit how many rows at most; 0 for all
     */
    public void forEach(TableSchema schema, @Nullable String where, int limit, RowSink sink) throws SQLException {
        List<SelectedColumn> columns = columns(schema);
        try (Statement statement = connection.createStatement()) {
            // Connector/J's sign for row by row.
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = statement.executeQuery(select(schema.table(), columns, where, limit))) {
                give(schema, columns, rows, sink);
            }
        }
    }

    /**
     * Gives the row that has a key, if there is one. What stands in the key is never read as SQL.
     *
     * @param key texts for the key columns, in their order; of a column of bytes, {@code 0x} and hexadecimal digits
     */
    public void find(TableSchema schema, List<String> key, RowSink sink) throws SQLException {
        for (int i = 0; i < key.size(); i++) {
            if (isNumber(schema, schema.primaryKey().get(i))
                    && !NUMBER.matcher(key.get(i)).matches()) {
                return; // MySQL would take what begins like a number for one
            }
        }
        List<SelectedColumn> columns = columns(schema);
        String where = schema.primaryKey().stream()
                .map(name -> SelectedColumn.quoted(name) + " = ?")
                .collect(Collectors.joining(" AND "));
        try (PreparedStatement query = connection.prepareStatement(select(schema.table(), columns, where, 1))) {
            for (int i = 0; i < key.size(); i++) {
                if (isBytes(schema, schema.primaryKey().get(i))
                        && HEXADECIMAL.matcher(key.get(i)).matches()) {
                    query.setBytes(i + 1, HexFormat.of().parseHex(key.get(i).substring(2)));
                } else {
                    query.setString(i + 1, key.get(i));
                }
            }
            try (ResultSet rows = query.executeQuery()) {
                give(schema, columns, rows, sink);
            }
        }
    }

    private static boolean isBytes(TableSchema schema, String name) {
        return schema.column(name)
                .filter(column -> column.type() == ColumnType.BINARY)
                .isPresent();
    }

    private static boolean isNumber(TableSchema schema, String name) {
        return schema.column(name)
                .filter(column -> NUMBERS.contains(column.type()))
                .isPresent();
    }

    private void give(TableSchema schema, List<SelectedColumn> columns, ResultSet rows, RowSink sink)
            throws SQLException {
        int[] all = IntStream.range(0, columns.size()).toArray();
        int[] key =
                schema.primaryKey().stream().mapToInt(names(columns)::indexOf).toArray();
        while (rows.next()) {
            @Nullable Object[] values = values(columns, rows);
            sink.row(key.length == 0 ? null : object(columns, key, values), object(columns, all, values));
        }
    }

    private static List<String> names(List<SelectedColumn> columns) {
        return columns.stream().map(SelectedColumn::name).toList();
    }

    private static @Nullable Object[] values(List<SelectedColumn> columns, ResultSet row) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i).value(row, i + 1);
        }
        return values;
    }

    private byte[] object(List<SelectedColumn> columns, int[] indexes, @Nullable Object[] values) {
        return json.of(out -> {
            out.writeStartObject();
            for (int i : indexes) {
                out.writeFieldName(columns.get(i).name());
                ColumnWriters.writeOrNull(out, columns.get(i).writer(), values[i]);
            }
            out.writeEndObject();
        });
    }

    private static String select(TableId table, List<SelectedColumn> columns, @Nullable String where, int limit) {
        String from = SelectedColumn.quoted(table.database()) + "." + SelectedColumn.quoted(table.table());
        return columns.stream()
                        .map(SelectedColumn::expression)
                        .collect(Collectors.joining(", ", "SELECT ", " FROM " + from))
                + (where == null ? "" : " WHERE " + where)
                + (limit == 0 ? "" : " LIMIT " + limit);
    }

    private List<SelectedColumn> columns(TableSchema schema) throws SQLException {
        Map<String, String> types = types(schema.table());
        List<SelectedColumn> columns = new ArrayList<>();
        for (Column column : schema.columns()) {
            String type = types.get(column.name());
            if (type == null) {
                throw new SQLException("found: no column " + column.name() + " in " + schema.table()
                        + "; expected: the columns it had when it was looked at. The table was altered meanwhile");
            }
            columns.add(SelectedColumn.of(column.name(), type));
        }
        return columns;
    }

    private Map<String, String> types(TableId table) throws SQLException {
        Map<String, String> types = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(TYPES)) {
            query.setString(1, table.database());
            query.setString(2, table.table());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return types;
    }
}

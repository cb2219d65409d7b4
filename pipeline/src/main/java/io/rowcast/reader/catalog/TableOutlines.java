package io.rowcast.reader.catalog;

import io.rowcast.model.TableId;
import io.rowcast.model.TableOutline;
import io.rowcast.model.TableOutline.ForeignKey;
import io.rowcast.model.TablePattern;
import io.rowcast.model.TableSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads from information_schema what is known of tables beyond their columns. */
final class TableOutlines {
    private static final String TABLES = """
            SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE'
            AND TABLE_SCHEMA NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema') ORDER BY 1, 2""";

    private static final String COMMENT =
            "SELECT TABLE_COMMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";

    private static final String COLUMNS = """
            SELECT COLUMN_NAME, COLUMN_TYPE, COLUMN_COMMENT FROM information_schema.COLUMNS
            WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION""";

    /** A part of an index may be an expression, or the beginning of a value. */
    private static final String INDEXES = """
            SELECT INDEX_NAME, COLUMN_NAME, NON_UNIQUE, SUB_PART FROM information_schema.STATISTICS
            WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX""";

    private static final String FOREIGN_KEYS = """
            SELECT CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME
            FROM information_schema.KEY_COLUMN_USAGE
            WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND REFERENCED_TABLE_NAME IS NOT NULL
            ORDER BY CONSTRAINT_NAME, ORDINAL_POSITION""";

    private final Connection connection;

    TableOutlines(Connection connection) {
        this.connection = connection;
    }

    /** The tables that match one of the patterns, those of MySQL itself left out. */
    List<TableId> tables(Collection<TablePattern> patterns) throws SQLException {
        List<TableId> tables = new ArrayList<>();
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery(TABLES)) {
            while (rows.next()) {
                TableId table = new TableId(rows.getString(1), rows.getString(2));
                if (patterns.stream().anyMatch(pattern -> pattern.matches(table))) {
                    tables.add(table);
                }
            }
        }
        return tables;
    }

    TableOutline outline(TableSchema schema) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, String> comments = new LinkedHashMap<>();
        StringBuilder comment = new StringBuilder();
        each(COMMENT, schema.table(), row -> comment.append(row.getString(1)));
        each(COLUMNS, schema.table(), row -> {
            types.put(row.getString(1), row.getString(2));
            if (!row.getString(3).isEmpty()) {
                comments.put(row.getString(1), row.getString(3));
            }
        });
        Map<String, List<String>> indexes = new LinkedHashMap<>();
        Set<String> unique = new LinkedHashSet<>();
        indexes(schema.table(), indexes, unique);
        return new TableOutline(
                schema,
                comment.toString(),
                types,
                comments,
                unique.stream()
                        .map(name -> indexes.getOrDefault(name, List.of()))
                        .toList(),
                List.copyOf(indexes.values()),
                foreignKeys(schema.table()));
    }

    private void indexes(TableId table, Map<String, List<String>> indexes, Set<String> unique) throws SQLException {
        Set<String> partial = new LinkedHashSet<>();
        each(INDEXES, table, row -> {
            String name = row.getString(1);
            String column = row.getString(2);
            if (column == null || row.getString(4) != null) {
                partial.add(name);
            } else {
                indexes.computeIfAbsent(name, index -> new ArrayList<>()).add(column);
            }
            if (row.getInt(3) == 0 && !name.equals("PRIMARY")) {
                unique.add(name);
            }
        });
        indexes.keySet().removeAll(partial);
        unique.removeAll(partial);
    }

    private List<ForeignKey> foreignKeys(TableId table) throws SQLException {
        Map<String, ForeignKey> keys = new LinkedHashMap<>();
        each(FOREIGN_KEYS, table, row -> {
            TableId parent = new TableId(row.getString(3), row.getString(4));
            ForeignKey key = keys.computeIfAbsent(
                    row.getString(1), name -> new ForeignKey(new ArrayList<>(), parent, new ArrayList<>()));
            key.columns().add(row.getString(2));
            key.parentColumns().add(row.getString(5));
        });
        return List.copyOf(keys.values());
    }

    /** Takes one row of an answer. */
    private interface RowTaker {
        void take(ResultSet row) throws SQLException;
    }

    private void each(String sql, TableId table, RowTaker taker) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table.database());
            query.setString(2, table.table());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    taker.take(rows);
                }
            }
        }
    }
}

package io.rowcast.reader.catalog;

import io.rowcast.model.Column;
import io.rowcast.model.ColumnTypes;
import io.rowcast.model.TableId;
import io.rowcast.model.TablePattern;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.row.SelectedColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks information_schema for many tables at once: a question per table would take minutes for thousands. */
final class CatalogQuery {
    private static final int NAMES_AT_ONCE = 500;

    private static final String TABLES = """
            SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES
            WHERE TABLE_TYPE = 'BASE TABLE'
            AND TABLE_SCHEMA NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')""";

    private static final String COLUMNS = """
            SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, NUMERIC_PRECISION, IS_NULLABLE
            FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME IN (%s)
            ORDER BY TABLE_NAME, ORDINAL_POSITION""";

    private static final String PRIMARY_KEYS = """
            SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE
            WHERE TABLE_SCHEMA = ? AND CONSTRAINT_NAME = 'PRIMARY' AND TABLE_NAME IN (%s)
            ORDER BY TABLE_NAME, ORDINAL_POSITION""";

    private static final String TYPES = """
            SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES
            WHERE TABLE_SCHEMA = ? AND TABLE_NAME IN (%s)""";

    /** What to do with a row of an answer. */
    @FunctionalInterface
    private interface Row {
        void read(TableId table, ResultSet row) throws SQLException;
    }

    private final Connection connection;

    CatalogQuery(Connection connection) {
        this.connection = connection;
    }

    /** The base tables that match any of the patterns, sorted. */
    Set<TableId> matching(Collection<TablePattern> patterns) throws SQLException {
        Set<TableId> tables = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                TableId table = new TableId(rows.getString(1), rows.getString(2));
                if (patterns.stream().anyMatch(pattern -> pattern.matches(table))) {
                    tables.add(table);
                }
            }
        }
        return tables;
    }

    /** What kind of table each is, of those that there are. */
    Map<TableId, String> types(Collection<TableId> tables) throws SQLException {
        Map<TableId, String> types = new TreeMap<>();
        ask(TYPES, tables, (table, row) -> types.put(table, row.getString(2)));
        return types;
    }

    /** The tables, of those that there are and have columns. */
    Map<TableId, CatalogTable> tables(Collection<TableId> tables) throws SQLException {
        Map<TableId, List<Column>> columns = new TreeMap<>();
        ask(
                COLUMNS,
                tables,
                (table, row) -> columns.computeIfAbsent(table, each -> new ArrayList<>())
                        .add(new Column(
                                row.getString(2),
                                ColumnTypes.of(row.getString(3), row.getString(4), row.getInt(5)),
                                "YES".equals(row.getString(6)))));
        Map<TableId, List<String>> keys = new TreeMap<>();
        ask(
                PRIMARY_KEYS,
                tables,
                (table, row) ->
                        keys.computeIfAbsent(table, each -> new ArrayList<>()).add(row.getString(2)));
        Map<TableId, CatalogTable> found = new TreeMap<>();
        for (Map.Entry<TableId, List<Column>> entry : columns.entrySet()) {
            TableId table = entry.getKey();
            List<String> primary = keys.get(table);
            List<String> key = primary == null ? uniqueKey(table) : primary;
            found.put(table, new CatalogTable(new TableSchema(table, entry.getValue(), key), primary != null));
        }
        return found;
    }

    private void ask(String sql, Collection<TableId> tables, Row row) throws SQLException {
        Map<String, List<String>> byDatabase = tables.stream()
                .collect(Collectors.groupingBy(
                        TableId::database, TreeMap::new, Collectors.mapping(TableId::table, Collectors.toList())));
        for (Map.Entry<String, List<String>> entry : byDatabase.entrySet()) {
            List<String> names = entry.getValue();
            for (int from = 0; from < names.size(); from += NAMES_AT_ONCE) {
                ask(sql, entry.getKey(), names.subList(from, Math.min(names.size(), from + NAMES_AT_ONCE)), row);
            }
        }
    }

    private void ask(String sql, String database, List<String> names, Row row) throws SQLException {
        String filled = String.format(sql, String.join(",", Collections.nCopies(names.size(), "?")));
        try (PreparedStatement query = connection.prepareStatement(filled)) {
            query.setString(1, database);
            for (int i = 0; i < names.size(); i++) {
                query.setString(2 + i, names.get(i));
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    row.read(new TableId(database, rows.getString(1)), rows);
                }
            }
        }
    }

    /** Of the unique indexes on whole columns that are never NULL, the one that MySQL lists first; empty without any. */
    private List<String> uniqueKey(TableId table) throws SQLException {
        Map<String, List<String>> indexes = new LinkedHashMap<>();
        Set<String> unfit = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW KEYS FROM " + SelectedColumn.quoted(table.database())
                        + "." + SelectedColumn.quoted(table.table()) + " WHERE Non_unique = 0")) {
            while (rows.next()) {
                String index = rows.getString("Key_name");
                String column = rows.getString("Column_name");
                if (column == null || "YES".equals(rows.getString("Null")) || rows.getString("Sub_part") != null) {
                    unfit.add(index);
                } else {
                    indexes.computeIfAbsent(index, each -> new ArrayList<>()).add(column);
                }
            }
        }
        indexes.keySet().removeAll(unfit);
        return indexes.values().stream().findFirst().orElse(List.of());
    }
}

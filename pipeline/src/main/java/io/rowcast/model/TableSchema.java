package io.rowcast.model;

import java.util.List;
import java.util.Optional;

/**
 * The columns of a table in MySQL's order, and the names of its primary-key columns in key order (empty when the table
 * has no primary key).
 */
public record TableSchema(TableId table, List<Column> columns, List<String> primaryKey) {

    public TableSchema {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /** The column of that name; MySQL's column names are compared as written. */
    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}

package io.rowcast.model;

import java.util.List;
import java.util.Map;

/**
 * What MySQL knows of a table beyond its schema, for whoever writes its first mapping, or judges one.
 *
 * @param comment of the table, often empty
 * @param types each column's type as MySQL writes it
 * @param comments of columns, those that have one
 * @param unique the columns of each unique index over whole values, without the primary key
 * @param indexes the columns of every index, the primary key and the unique ones too
 */
public record TableOutline(
        TableSchema schema,
        String comment,
        Map<String, String> types,
        Map<String, String> comments,
        List<List<String>> unique,
        List<List<String>> indexes,
        List<ForeignKey> foreignKeys) {

    /** Columns that hold the key of a row of another table, or of the same one. */
    public record ForeignKey(List<String> columns, TableId parent, List<String> parentColumns) {}

    public TableId table() {
        return schema.table();
    }
}

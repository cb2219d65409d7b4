package io.rowcast.model;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row at one moment. A value is {@code null} (SQL NULL), {@link Long}, {@link java.math.BigInteger},
 * {@link Double}, {@link String} or {@link JsonText}, as {@link ColumnType} says.
 */
public final class Row {
    private final RowShape shape;
    private final @Nullable Object[] values;

    /** Takes ownership of {@code values}, which are in the order of the shape's columns. */
    public Row(RowShape shape, @Nullable Object[] values) {
        if (values.length != shape.columns().size()) {
            throw new IllegalArgumentException(
                    "expected " + shape.columns().size() + " values, found " + values.length);
        }
        this.shape = shape;
        this.values = values;
    }

    /** The value of a column, {@code null} for SQL NULL and for a column that this row does not have. */
    public @Nullable Object get(String column) {
        int index = shape.indexOf(column);
        return index < 0 ? null : values[index];
    }

    /** The columns of this row; shared by the rows of a table, so one look at it serves many rows. */
    public RowShape shape() {
        return shape;
    }

    /** The value at an index of the {@link #shape()}, {@code null} for SQL NULL. */
    public @Nullable Object value(int index) {
        return values[index];
    }

    /** Whether this row has the column at all, NULL or not. */
    public boolean has(String column) {
        return shape.indexOf(column) >= 0;
    }

    /** The names of the columns, in the order of the table. */
    public List<String> columns() {
        return shape.columns();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && shape.equals(row.shape) && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return shape.columns() + "=" + Arrays.toString(values);
    }
}

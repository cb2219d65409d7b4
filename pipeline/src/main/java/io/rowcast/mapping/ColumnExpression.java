package io.rowcast.mapping;

import dev.cel.common.types.CelType;
import io.rowcast.model.Column;
import org.jspecify.annotations.Nullable;

/** The value of a column, as it is. */
record ColumnExpression(Column column, int number, ValueType type) implements Expression {

    ColumnExpression(Column column, int number) {
        this(column, number, ValueType.of(column.type()));
    }

    @Override
    public @Nullable Object value(RowImage row) {
        return row.column(number);
    }

    @Override
    public Object celValue(RowImage row) {
        try {
            return row.celValue(number, column.type());
        } catch (IllegalArgumentException e) {
            throw new UnmappableRowException(
                    "column " + column.name(), "its value is not of its type " + column.type(), e);
        }
    }

    @Override
    public CelType celType() {
        return column.nullable() ? type.nullable() : type.cel();
    }

    @Override
    public Shape shape() {
        return ValueType.shape(column.type());
    }
}

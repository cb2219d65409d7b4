package io.rowcast.mapping;

import dev.cel.common.types.CelType;
import org.jspecify.annotations.Nullable;

/** The element that {@code each} is at. */
record ElementExpression() implements Expression {

    @Override
    public @Nullable Object value(RowImage row) {
        return CelValues.plain(row.element());
    }

    @Override
    public Object celValue(RowImage row) {
        return row.element();
    }

    @Override
    public ValueType type() {
        return ValueType.DYNAMIC;
    }

    @Override
    public CelType celType() {
        return ValueType.DYNAMIC.cel();
    }

    @Override
    public Shape shape() {
        return Shape.TEXT;
    }
}

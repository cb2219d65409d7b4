package io.rowcast.mapping;

import dev.cel.common.types.CelType;
import org.jspecify.annotations.Nullable;

/** The value of a {@code let}: computed once for each image of a row. */
record LetExpression(String name, int number, Expression expression) implements Expression {

    @Override
    public @Nullable Object value(RowImage row) {
        return CelValues.plain(row.let(number, expression));
    }

    @Override
    public Object celValue(RowImage row) {
        return row.let(number, expression);
    }

    @Override
    public ValueType type() {
        return expression.type();
    }

    /** Any let can be NULL, since a column that it uses can. */
    @Override
    public CelType celType() {
        return type() == ValueType.OTHER ? expression.celType() : type().nullable();
    }

    @Override
    public Shape shape() {
        return expression.shape();
    }
}

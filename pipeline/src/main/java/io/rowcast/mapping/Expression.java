package io.rowcast.mapping;

import dev.cel.common.types.CelType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something computed from one image of a row. Knows its type before any row is seen. */
sealed interface Expression
        permits ColumnExpression, LetExpression, CelExpression, ElementExpression, NameExpression, Expression.Missing {

    /** Stands for what could not be compiled, so that compiling goes on to the next problem. It is never run. */
    Expression MISSING = new Missing();

    /**
     * The value, {@code null} for NULL: one of those a {@link io.rowcast.model.Row} has, or a {@code BigDecimal} or
     * another result of CEL.
     *
     * @throws UnmappableRowException when it cannot be computed
     */
    @Nullable
    Object value(RowImage row);

    /**
     * The same as CEL wants it: {@code NullValue} for NULL.
     *
     * @throws UnmappableRowException when it cannot be computed
     */
    Object celValue(RowImage row);

    ValueType type();

    /** The CEL type that a variable with this value has. */
    CelType celType();

    /** What the value's text can look like. */
    Shape shape();

    /** See {@link #MISSING}. */
    record Missing() implements Expression {

        @Override
        public @Nullable Object value(RowImage row) {
            throw new IllegalStateException("an expression that was not compiled");
        }

        @Override
        public Object celValue(RowImage row) {
            throw new IllegalStateException("an expression that was not compiled");
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
            return new Shape(List.of());
        }
    }
}

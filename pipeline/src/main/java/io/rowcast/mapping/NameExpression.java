package io.rowcast.mapping;

import dev.cel.common.types.CelType;

/** The name of the table or of its database: the same for all rows of a mapping. */
record NameExpression(String text) implements Expression {

    @Override
    public Object value(RowImage row) {
        return text;
    }

    @Override
    public Object celValue(RowImage row) {
        return text;
    }

    @Override
    public ValueType type() {
        return ValueType.STRING;
    }

    @Override
    public CelType celType() {
        return ValueType.STRING.cel();
    }

    @Override
    public Shape shape() {
        return Shape.literal(text);
    }
}

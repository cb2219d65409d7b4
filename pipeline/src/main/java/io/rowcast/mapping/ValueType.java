package io.rowcast.mapping;

import dev.cel.common.types.CelType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import io.rowcast.model.ColumnType;

/** What an expression yields, as known before any row is seen. */
@SuppressWarnings("ImmutableEnumChecker") // shapes are copied and never change
enum ValueType {
    INT("int", SimpleType.INT, Shape.INTEGER),
    UINT("uint", SimpleType.UINT, Shape.UNSIGNED),
    DECIMAL("decimal", OpaqueType.create("decimal"), Shape.DECIMAL),
    DOUBLE("double", SimpleType.DOUBLE, Shape.TEXT),
    BOOL("bool", SimpleType.BOOL, Shape.TEXT),
    STRING("string", SimpleType.STRING, Shape.TEXT),
    /** Known only when the row is there. */
    DYNAMIC("dyn", SimpleType.DYN, Shape.TEXT),
    /** A timestamp, duration, list, map or bytes. */
    OTHER("other", SimpleType.DYN, Shape.TEXT);

    private final String celName;
    private final CelType cel;
    private final Shape shape;

    ValueType(String celName, CelType cel, Shape shape) {
        this.celName = celName;
        this.cel = cel;
        this.shape = shape;
    }

    static ValueType of(ColumnType type) {
        return switch (type) {
            case INTEGER -> INT;
            case UNSIGNED -> UINT;
            case DECIMAL -> DECIMAL;
            case FLOATING -> DOUBLE;
            case TEXT, BINARY, DATE, TIME, DATETIME, TIMESTAMP -> STRING;
            case JSON, OTHER -> DYNAMIC;
        };
    }

    static ValueType of(CelType type) {
        CelType plain = type instanceof NullableType nullable ? nullable.targetType() : type;
        for (ValueType candidate : values()) {
            if (candidate.cel.equals(plain)) {
                return candidate;
            }
        }
        return plain.equals(SimpleType.NULL_TYPE) ? DYNAMIC : OTHER;
    }

    /** The characters that a column's text can have, which is more than its type in expressions says. */
    static Shape shape(ColumnType type) {
        return switch (type) {
            case INTEGER -> Shape.INTEGER;
            case UNSIGNED -> Shape.UNSIGNED;
            case DECIMAL -> Shape.DECIMAL;
            case FLOATING -> Shape.FLOATING;
            case BINARY -> Shape.BASE64;
            case DATE -> Shape.DATE;
            case TIME -> Shape.TIME;
            case DATETIME -> Shape.DATETIME;
            case TIMESTAMP -> Shape.TIMESTAMP;
            case TEXT, JSON, OTHER -> Shape.TEXT;
        };
    }

    /** The CEL type of a variable of this type that can be NULL. */
    CelType nullable() {
        return switch (this) {
            case INT, UINT, DOUBLE, BOOL, STRING -> NullableType.create(cel);
            case DECIMAL, DYNAMIC, OTHER -> cel;
        };
    }

    CelType cel() {
        return cel;
    }

    Shape shape() {
        return shape;
    }

    boolean canBeNumber() {
        return this == INT || this == UINT || this == DECIMAL || this == DOUBLE || this == DYNAMIC;
    }

    @Override
    public String toString() {
        return celName;
    }
}

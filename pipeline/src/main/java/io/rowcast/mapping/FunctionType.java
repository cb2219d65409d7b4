package io.rowcast.mapping;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import java.time.Duration;

/** A type of arguments and results of functions, for CEL's checker and in Java. */
enum FunctionType {
    STRING(SimpleType.STRING, String.class),
    BYTES(SimpleType.BYTES, CelByteString.class),
    INT(SimpleType.INT, Long.class),
    UINT(SimpleType.UINT, UnsignedLong.class),
    DOUBLE(SimpleType.DOUBLE, Double.class),
    BOOL(SimpleType.BOOL, Boolean.class),
    DECIMAL(ValueType.DECIMAL.cel(), Decimal.class),
    DURATION(SimpleType.DURATION, Duration.class);

    private final CelType cel;
    private final Class<?> java;

    FunctionType(CelType cel, Class<?> java) {
        this.cel = cel;
        this.java = java;
    }

    CelType cel() {
        return cel;
    }

    Class<?> java() {
        return java;
    }
}

package io.rowcast.reader.row;

import java.math.BigDecimal;

/** Numbers as JSON text. What comes is either from the binlog, from JDBC, or the default of a column. */
final class NumberText {
    /** What the binlog client makes of the year 0000, which is stored as 0 years after 1900. */
    private static final int BINLOG_YEAR_ZERO = 1900;

    private NumberText() {}

    /** BIGINT UNSIGNED: the binlog has it as a signed 64-bit integer of the same bits. */
    static String unsigned(Object value) {
        if (value instanceof Long bits) {
            return Long.toUnsignedString(bits);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toBigIntegerExact().toString();
        }
        if (value instanceof Number || value instanceof String) {
            return value.toString();
        }
        throw UnconvertibleValueException.unexpected("an unsigned integer", value);
    }

    /** FLOAT: the shortest text of the single-precision number, however wide it travelled. */
    static String single(Object value) {
        if (value instanceof Number number) {
            return Float.toString(number.floatValue());
        }
        throw UnconvertibleValueException.unexpected("a number", value);
    }

    static String year(Object value) {
        if (value instanceof Number number) {
            return Integer.toString(number.intValue() == BINLOG_YEAR_ZERO ? 0 : number.intValue());
        }
        throw UnconvertibleValueException.unexpected("a year", value);
    }
}

package io.rowcast.mapping;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a row adds to a counter.
 *
 * @param value {@code null} when rows are counted
 * @param path where it is written, for errors
 */
record CounterSum(@Nullable Expression value, String path, CounterPlace where) {
    /** From here on a double does not have all integers. */
    private static final BigDecimal INEXACT = BigDecimal.valueOf(1L << 53);

    static CounterSum compile(WrittenOutput written, CounterPlace where, Scope scope) {
        String path = written.path() + ".sum";
        CounterSum sum = new CounterSum(written.has("sum") ? written.number("sum", scope) : null, path, where);
        if (where == CounterPlace.MEMBER
                && sum.value != null
                && sum.value.type().canBeNumber()
                && !sum.integers()) {
            scope.problems()
                    .add(
                            path,
                            "found a sum of type " + sum.value.type()
                                    + ", which the score of a member, a binary double, cannot hold exactly; expected an int,"
                                    + " or field in place of member");
        }
        return sum;
    }

    BigDecimal of(RowImage row) {
        if (value == null) {
            return BigDecimal.ONE;
        }
        Object number = value.value(row);
        return number == null ? BigDecimal.ZERO : Numbers.decimal(number, path);
    }

    /** By type, not by value: a counter is moved by one kind of command for as long as it lives. */
    boolean integers() {
        return value == null || value.type() == ValueType.INT;
    }

    /** The text of a difference. */
    String text(BigDecimal by) {
        if (!integers()) {
            return by.toPlainString();
        }
        if (where == CounterPlace.MEMBER && by.abs().compareTo(INEXACT) >= 0) {
            throw new UnmappableRowException(path, "the difference is no integer below 2^53");
        }
        try {
            return Long.toString(by.longValueExact());
        } catch (ArithmeticException e) {
            throw new UnmappableRowException(path, "the difference is no 64-bit integer", e);
        }
    }
}

package io.rowcast.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A moment that a row names: a DATE, DATETIME or TIMESTAMP as text, or seconds since 1970. What has no time zone is taken
 * to be UTC; parts of a second are cut off.
 *
 * @param path where it is written, for errors
 */
record Moment(Expression expression, String path) {
    private static final int DATE_LENGTH = 10;

    /** Seconds since 1970, {@code null} when the row names no moment. */
    @Nullable
    Long second(RowImage row) {
        Object value = expression.value(row);
        if (value == null) {
            return null;
        }
        try {
            return value instanceof String text ? parse(text) : (Long) number(value);
        } catch (DateTimeException | ArithmeticException e) {
            throw new UnmappableRowException(path, "expected a date, a date with time or seconds since 1970", e);
        }
    }

    private long number(Object value) {
        BigDecimal number = Numbers.decimal(value, path);
        return number.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    private static long parse(String text) {
        if (text.length() == DATE_LENGTH) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        }
        String iso = text.replace(' ', 'T');
        return iso.endsWith("Z")
                ? OffsetDateTime.parse(iso).toEpochSecond()
                : LocalDateTime.parse(iso).toEpochSecond(ZoneOffset.UTC);
    }
}

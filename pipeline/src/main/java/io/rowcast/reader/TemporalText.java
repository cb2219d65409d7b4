package io.rowcast.reader;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Dates and times as ISO-8601 text with as many fraction digits as the column declares. What comes is either from the
 * binlog, from JDBC, or the default of a column as Debezium wrote it (a number or text, which nobody reads).
 */
final class TemporalText {
    private static final int MICRO_DIGITS = 6;
    private static final int NANOS_PER_MICRO = 1_000;

    private TemporalText() {}

    static String date(Object value) {
        if (value instanceof LocalDate date) {
            return date(new StringBuilder(10), date).toString();
        }
        if (value instanceof java.sql.Date date) {
            return date(date.toLocalDate());
        }
        return columnDefault("a date", value);
    }

    /** TIME, which is a duration: up to 838 hours, negative too. */
    static String time(Object value, int digits) {
        if (!(value instanceof Duration time)) {
            return columnDefault("a duration", value);
        }
        Duration length = time.abs();
        StringBuilder text = new StringBuilder(16);
        if (time.isNegative()) {
            text.append('-');
        }
        two(text, (int) length.toHours()).append(':');
        two(text, length.toMinutesPart()).append(':');
        return fraction(two(text, length.toSecondsPart()), length.getNano(), digits)
                .toString();
    }

    static String dateTime(Object value, int digits) {
        if (value instanceof LocalDateTime time) {
            return dateTime(new StringBuilder(26), time, digits).toString();
        }
        if (value instanceof Timestamp timestamp) {
            return dateTime(timestamp.toLocalDateTime(), digits);
        }
        return columnDefault("a date and time", value);
    }

    static String timestamp(Object value, int digits) {
        if (value instanceof ZonedDateTime time) {
            LocalDateTime utc = time.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
            return dateTime(new StringBuilder(27), utc, digits).append('Z').toString();
        }
        if (value instanceof Timestamp timestamp) {
            return timestamp(timestamp.toInstant().atZone(ZoneOffset.UTC), digits);
        }
        return columnDefault("a timestamp", value);
    }

    /** MySQL's own text of a date and time, as ISO-8601 has it. */
    static String iso(String dateTime) {
        return dateTime.replace(' ', 'T');
    }

    private static StringBuilder dateTime(StringBuilder text, LocalDateTime time, int digits) {
        date(text, time.toLocalDate()).append('T');
        two(text, time.getHour()).append(':');
        two(text, time.getMinute()).append(':');
        return fraction(two(text, time.getSecond()), time.getNano(), digits);
    }

    private static StringBuilder date(StringBuilder text, LocalDate date) {
        two(text, date.getYear() / 100);
        two(text, date.getYear() % 100).append('-');
        two(text, date.getMonthValue()).append('-');
        return two(text, date.getDayOfMonth());
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return number < 10 ? text.append('0').append(number) : text.append(number);
    }

    private static StringBuilder fraction(StringBuilder text, int nanos, int digits) {
        if (digits <= 0) {
            return text;
        }
        String micros = Integer.toString(nanos / NANOS_PER_MICRO);
        return text.append('.')
                .append("0".repeat(MICRO_DIGITS - micros.length()))
                .append(micros)
                .delete(text.length() - MICRO_DIGITS + digits, text.length());
    }

    private static String columnDefault(String expected, Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof String) {
            return value.toString();
        }
        throw UnconvertibleValueException.unexpected(expected, value);
    }
}

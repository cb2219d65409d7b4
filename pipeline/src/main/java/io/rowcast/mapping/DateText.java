package io.rowcast.mapping;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * A DATE, DATETIME or TIMESTAMP, read from the text that rows have: {@code 2026-01-31}, {@code 2026-01-31T23:59:59.5},
 * {@code 2026-01-31T23:59:59Z}. Each stays what it is: a date a date, and what is in UTC in UTC.
 *
 * @param local of a date its midnight; of a timestamp its time in UTC
 * @param digits how many digits the text has after the second
 */
record DateText(Kind kind, LocalDateTime local, int digits) {
    /** Which of the three it is. */
    enum Kind {
        DATE,
        DATETIME,
        TIMESTAMP
    }

    private static final int DATE_LENGTH = "2026-01-31".length();
    private static final int SECONDS_END = "2026-01-31T23:59:59".length();
    private static final int NANO_DIGITS = 9;
    private static final int MAX_YEAR = 9999;

    /** @throws FunctionFailure when the text is none of the three, as MySQL's zero dates are not */
    static DateText parse(String text) {
        try {
            LocalDate date = date(text);
            if (text.length() == DATE_LENGTH) {
                return new DateText(Kind.DATE, date.atStartOfDay(), 0);
            }
            Kind kind = text.endsWith("Z") ? Kind.TIMESTAMP : Kind.DATETIME;
            int end = text.length() - (kind == Kind.TIMESTAMP ? 1 : 0);
            int digits = Math.max(0, end - SECONDS_END - 1);
            return new DateText(kind, date.atTime(time(text, digits, end)), digits);
        } catch (DateTimeException e) {
            throw new FunctionFailure("expected a text like 2026-01-31, 2026-01-31T23:59:59 or 2026-01-31T23:59:59Z");
        }
    }

    private static LocalDate date(String text) {
        require(text.length() >= DATE_LENGTH && text.charAt(4) == '-' && text.charAt(7) == '-');
        return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, DATE_LENGTH));
    }

    private static LocalTime time(String text, int digits, int end) {
        require(end >= SECONDS_END && (text.charAt(DATE_LENGTH) == 'T' || text.charAt(DATE_LENGTH) == ' '));
        require(text.charAt(13) == ':' && text.charAt(16) == ':' && digits <= NANO_DIGITS);
        require(end == SECONDS_END || (digits > 0 && text.charAt(SECONDS_END) == '.'));
        int nanos = digits == 0 ? 0 : number(text, end - digits, end);
        for (int i = digits; i < NANO_DIGITS; i++) {
            nanos *= 10;
        }
        return LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, SECONDS_END), nanos);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            require(text.charAt(i) >= '0' && text.charAt(i) <= '9');
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static void require(boolean right) {
        if (!right) {
            throw new DateTimeException("another letter expected");
        }
    }

    static DateText of(Instant instant, int digits) {
        return new DateText(Kind.TIMESTAMP, LocalDateTime.ofInstant(instant, ZoneOffset.UTC), digits);
    }

    /** @throws FunctionFailure when there is no such zone */
    static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new FunctionFailure("expected a time zone like Europe/Paris, UTC or +02:00");
        }
    }

    /** What clocks in the zone show; only a timestamp can be said to be shown somewhere. */
    LocalDateTime in(ZoneId zone) {
        if (zone.equals(ZoneOffset.UTC)) {
            return local;
        }
        if (kind != Kind.TIMESTAMP) {
            throw new FunctionFailure("expected a time in UTC, with Z, to show it in a time zone");
        }
        return local.atZone(ZoneOffset.UTC).withZoneSameInstant(zone).toLocalDateTime();
    }

    /** The point in time; the zone is that of a date or time which has none of its own. */
    Instant instant(ZoneId zone) {
        return local.atZone(kind == Kind.TIMESTAMP ? ZoneOffset.UTC : zone).toInstant();
    }

    ZonedDateTime zoned(ZoneId zone) {
        return local.atZone(ZoneOffset.UTC).withZoneSameInstant(zone);
    }

    DateText truncate(DateUnit unit, ZoneId zone) {
        LocalDateTime begin = unit.truncate(in(zone));
        LocalDateTime utc = zone.equals(ZoneOffset.UTC)
                ? begin
                : LocalDateTime.ofInstant(begin.atZone(zone).toInstant(), ZoneOffset.UTC);
        return new DateText(kind, utc, 0);
    }

    DateText plus(long amount, DateUnit unit) {
        if (kind == Kind.DATE && unit.isOfTheClock()) {
            throw new FunctionFailure("a date has no hours; expected days or a longer unit");
        }
        try {
            return moved(local.plus(amount, unit.unit()));
        } catch (DateTimeException | ArithmeticException e) {
            throw new FunctionFailure("beyond the years 0 to 9999");
        }
    }

    DateText plus(Duration duration) {
        if (kind == Kind.DATE && !duration.equals(Duration.ofDays(duration.toDays()))) {
            throw new FunctionFailure("a date has no hours; expected whole days to add");
        }
        try {
            return moved(local.plus(duration));
        } catch (DateTimeException | ArithmeticException e) {
            throw new FunctionFailure("beyond the years 0 to 9999");
        }
    }

    private DateText moved(LocalDateTime to) {
        if (to.getYear() < 0 || to.getYear() > MAX_YEAR) {
            throw new FunctionFailure("beyond the years 0 to 9999");
        }
        return new DateText(kind, to, digits);
    }

    long until(DateText other, DateUnit unit) {
        if ((kind == Kind.TIMESTAMP) != (other.kind == Kind.TIMESTAMP)) {
            throw new FunctionFailure("expected both times with Z or both without");
        }
        return unit.unit().between(local, other.local);
    }

    String text() {
        String date = local.toLocalDate().toString();
        if (kind == Kind.DATE) {
            return date;
        }
        LocalTime time = local.toLocalTime();
        StringBuilder text = new StringBuilder(date).append('T');
        text.append(time.truncatedTo(ChronoUnit.SECONDS));
        if (time.getSecond() == 0) {
            text.append(":00");
        }
        if (digits > 0) {
            text.append('.').append(Integer.toString(1_000_000_000 + time.getNano()), 1, 1 + digits);
        }
        return text.append(kind == Kind.TIMESTAMP ? "Z" : "").toString();
    }
}

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
    private static final int TIME_LENGTH = "23:59:59".length();
    private static final int MAX_YEAR = 9999;

    /** @throws FunctionFailure when the text is none of the three, as MySQL's zero dates are not */
    static DateText parse(String text) {
        try {
            if (text.length() <= DATE_LENGTH) {
                return new DateText(Kind.DATE, LocalDate.parse(text).atStartOfDay(), 0);
            }
            boolean utc = text.endsWith("Z");
            String time = text.substring(DATE_LENGTH + 1, text.length() - (utc ? 1 : 0));
            char separator = text.charAt(DATE_LENGTH);
            if ((separator == 'T' || separator == ' ') && time.length() >= TIME_LENGTH) {
                LocalDate date = LocalDate.parse(text.substring(0, DATE_LENGTH));
                Kind kind = utc ? Kind.TIMESTAMP : Kind.DATETIME;
                int digits = Math.max(0, time.length() - TIME_LENGTH - 1);
                return new DateText(kind, date.atTime(LocalTime.parse(time)), digits);
            }
        } catch (DateTimeException e) {
            throw new FunctionFailure("expected a text like 2026-01-31, 2026-01-31T23:59:59 or 2026-01-31T23:59:59Z");
        }
        throw new FunctionFailure("expected a text like 2026-01-31, 2026-01-31T23:59:59 or 2026-01-31T23:59:59Z");
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

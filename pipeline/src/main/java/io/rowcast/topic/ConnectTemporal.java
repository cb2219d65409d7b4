package io.rowcast.topic;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Dates and times out of what the connector makes of them: ISO-8601 text, with the fraction digits of the column. */
final class ConnectTemporal {
    private static final int NANO_DIGITS = 9;
    private static final long NANOS = 1_000_000_000L;
    private static final int MAX_YEAR = 9999;

    private ConnectTemporal() {}

    static String date(long epochDay) {
        return inRange(LocalDate.ofEpochDay(epochDay)).toString();
    }

    /** As in the mode {@code isostring}: {@code 2026-01-31Z}. */
    static String date(String iso) {
        return LocalDate.parse(iso.endsWith("Z") ? iso.substring(0, iso.length() - 1) : iso)
                .toString();
    }

    /** @param perSecond how many of the units make a second */
    static String time(long units, long perSecond, int digits) {
        Duration time = duration(units, perSecond);
        Duration length = time.abs();
        return (time.isNegative() ? "-" : "")
                + clock((int) length.toHours(), length.toMinutesPart(), length.toSecondsPart())
                + fraction(length.getNano(), digits);
    }

    static String dateTime(long units, long perSecond, int digits) {
        Duration time = duration(units, perSecond);
        return dateTime(LocalDateTime.ofEpochSecond(time.getSeconds(), time.getNano(), ZoneOffset.UTC), digits);
    }

    /** As in the mode {@code isostring}: {@code 2026-01-31T23:59:59.5Z}. */
    static String dateTime(String iso, int digits) {
        return dateTime(LocalDateTime.parse(iso.endsWith("Z") ? iso.substring(0, iso.length() - 1) : iso), digits);
    }

    /** TIMESTAMP, which comes as ISO text in all modes. */
    static String timestamp(String iso, int digits) {
        LocalDateTime utc =
                OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        return dateTime(utc, digits) + "Z";
    }

    private static String dateTime(LocalDateTime time, int digits) {
        return inRange(time.toLocalDate())
                + "T"
                + clock(time.getHour(), time.getMinute(), time.getSecond())
                + fraction(time.getNano(), digits);
    }

    private static String clock(int hours, int minutes, int seconds) {
        return padded(hours, 2) + ":" + padded(minutes, 2) + ":" + padded(seconds, 2);
    }

    private static String padded(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static Duration duration(long units, long perSecond) {
        return Duration.ofSeconds(
                Math.floorDiv(units, perSecond), Math.floorMod(units, perSecond) * (NANOS / perSecond));
    }

    private static LocalDate inRange(LocalDate date) {
        if (date.getYear() < 0 || date.getYear() > MAX_YEAR) {
            throw new DateTimeException("a year of 0 to 9999");
        }
        return date;
    }

    private static String fraction(int nanos, int digits) {
        String all = padded(nanos, NANO_DIGITS);
        if (nanos != 0 && !all.endsWith("0".repeat(NANO_DIGITS - digits))) {
            throw new DateTimeException(digits + " fraction digits, as the column declares");
        }
        return digits == 0 ? "" : "." + all.substring(0, digits);
    }
}

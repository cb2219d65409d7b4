package io.rowcast.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a date or time is written, in the letters of Java's {@link DateTimeFormatter}. Only those letters are taken that mean
 * the same everywhere; names are English.
 */
final class DatePattern {
    private static final String LETTERS = "yuMdDQEHhamsSXV";
    private static final int MAX_KNOWN = 1_000;
    private static final int NANO_DIGITS = 9;
    private static final Map<String, DatePattern> KNOWN = new ConcurrentHashMap<>();

    private final DateTimeFormatter formatter;

    private DatePattern(String pattern) {
        try {
            formatter = DateTimeFormatter.ofPattern(checked(pattern), Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new FunctionFailure("expected a pattern like yyyy-MM-dd HH:mm:ss");
        }
    }

    /** @throws FunctionFailure when it is no pattern */
    static DatePattern of(String pattern) {
        DatePattern known = KNOWN.get(pattern);
        if (known == null) {
            known = new DatePattern(pattern);
            // Patterns stand in mapping files, so there are few; one that comes from a column must not fill the memory.
            if (KNOWN.size() < MAX_KNOWN) {
                KNOWN.put(pattern, known);
            }
        }
        return known;
    }

    /** The pattern for Java, whose y is a year of the common era, and no year before it. */
    private static String checked(String pattern) {
        StringBuilder checked = new StringBuilder(pattern.length());
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            if (!quoted && Character.isLetter(c) && LETTERS.indexOf(c) < 0) {
                throw new FunctionFailure("found the letter " + c + " in a date pattern; expected letters of " + LETTERS
                        + ", with other text in ''"
                        + (c == 'Y' ? " (years are yyyy: YYYY is the year that the week belongs to)" : ""));
            }
            checked.append(!quoted && c == 'y' ? 'u' : c);
        }
        return checked.toString();
    }

    String format(DateText moment, ZoneId zone) {
        try {
            boolean floating = moment.kind() != DateText.Kind.TIMESTAMP;
            return formatter.format(floating ? moment.in(zone) : moment.zoned(zone));
        } catch (DateTimeException e) {
            throw new FunctionFailure("the pattern asks for what the date or time does not have");
        }
    }

    /** A text in this pattern, as rows have it: with a zone a TIMESTAMP, with an hour a DATETIME, else a DATE. */
    DateText parse(String text) {
        try {
            TemporalAccessor found = formatter.parse(text);
            LocalDate date = LocalDate.from(found);
            LocalTime time = found.query(TemporalQueries.localTime());
            ZoneId zone = found.query(TemporalQueries.zone());
            if (time == null) {
                return new DateText(DateText.Kind.DATE, date.atStartOfDay(), 0);
            }
            LocalDateTime local = date.atTime(time);
            int digits = digits(time.getNano());
            return zone == null
                    ? new DateText(DateText.Kind.DATETIME, local, digits)
                    : DateText.of(local.atZone(zone).toInstant(), digits);
        } catch (DateTimeException e) {
            throw new FunctionFailure("the text is not in the pattern");
        }
    }

    private static int digits(int nanos) {
        int digits = nanos == 0 ? 0 : NANO_DIGITS;
        for (int rest = nanos; rest != 0 && rest % 10 == 0; rest /= 10) {
            digits--;
        }
        return digits;
    }
}

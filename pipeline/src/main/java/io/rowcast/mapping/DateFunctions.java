package io.rowcast.mapping;

import static io.rowcast.mapping.FunctionType.DURATION;
import static io.rowcast.mapping.FunctionType.INT;
import static io.rowcast.mapping.FunctionType.STRING;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions on the texts of DATE, DATETIME, TIMESTAMP and TIME columns. A time zone, where one is left out, is UTC. */
final class DateFunctions {
    private static final Pattern TIME = Pattern.compile("(-?)(\\d{2,3}):(\\d{2}):(\\d{2})(\\.\\d+)?");

    private DateFunctions() {}

    static FunctionLibrary library() {
        FunctionLibrary library = new FunctionLibrary();
        text(library);
        calendar(library);
        numbers(library);
        return library;
    }

    private static void text(FunctionLibrary library) {
        library.function(
                        "date.format",
                        STRING,
                        List.of(STRING, STRING),
                        a -> pattern(a[1]).format(moment(a[0]), ZoneOffset.UTC))
                .function(
                        "date.format",
                        STRING,
                        List.of(STRING, STRING, STRING),
                        a -> pattern(a[1]).format(moment(a[0]), zone(a[2])))
                .function(
                        "date.parse",
                        STRING,
                        List.of(STRING, STRING),
                        a -> pattern(a[1]).parse((String) a[0]).text());
    }

    private static void calendar(FunctionLibrary library) {
        library.function(
                        "date.truncate",
                        STRING,
                        List.of(STRING, STRING),
                        a -> moment(a[0]).truncate(unit(a[1]), ZoneOffset.UTC).text())
                .function(
                        "date.truncate",
                        STRING,
                        List.of(STRING, STRING, STRING),
                        a -> moment(a[0]).truncate(unit(a[1]), zone(a[2])).text())
                .function(
                        "date.plus",
                        STRING,
                        List.of(STRING, INT, STRING),
                        a -> moment(a[0]).plus((Long) a[1], unit(a[2])).text())
                .function(
                        "date.plus",
                        STRING,
                        List.of(STRING, DURATION),
                        a -> moment(a[0]).plus((Duration) a[1]).text())
                .function(
                        "date.between",
                        INT,
                        List.of(STRING, STRING, STRING),
                        a -> moment(a[0]).until(moment(a[1]), unit(a[2])))
                .function("date.part", INT, List.of(STRING, STRING), a ->
                        (long) moment(a[0]).in(ZoneOffset.UTC).get(field((String) a[1])))
                .function("date.part", INT, List.of(STRING, STRING, STRING), a ->
                        (long) moment(a[0]).in(zone(a[2])).get(field((String) a[1])));
    }

    private static void numbers(FunctionLibrary library) {
        library.function(
                        "date.epoch",
                        INT,
                        List.of(STRING),
                        a -> moment(a[0]).instant(ZoneOffset.UTC).getEpochSecond())
                .function(
                        "date.epoch",
                        INT,
                        List.of(STRING, STRING),
                        a -> moment(a[0]).instant(zone(a[1])).getEpochSecond())
                .function(
                        "date.epochMillis",
                        INT,
                        List.of(STRING),
                        a -> moment(a[0]).instant(ZoneOffset.UTC).toEpochMilli())
                .function(
                        "date.epochMillis",
                        INT,
                        List.of(STRING, STRING),
                        a -> moment(a[0]).instant(zone(a[1])).toEpochMilli())
                .function("date.fromEpoch", STRING, List.of(INT), a -> fromMillis(1_000, (Long) a[0], 0))
                .function("date.fromEpochMillis", STRING, List.of(INT), a -> fromMillis(1, (Long) a[0], 3))
                .function("time.seconds", INT, List.of(STRING), a -> seconds((String) a[0]));
    }

    /** @throws FunctionFailure when there is no such part */
    static TemporalField field(String part) {
        return switch (part) {
            case "dayOfWeek" -> ChronoField.DAY_OF_WEEK;
            case "dayOfYear" -> ChronoField.DAY_OF_YEAR;
            case "weekYear" -> IsoFields.WEEK_BASED_YEAR;
            default ->
                DateUnit.find(part)
                        .map(DateUnit::field)
                        .orElseThrow(() -> new FunctionFailure(
                                "expected one of " + DateUnit.names() + ", dayOfWeek, dayOfYear, weekYear"));
        };
    }

    private static String fromMillis(long factor, long number, int digits) {
        try {
            DateText moment = DateText.of(Instant.ofEpochMilli(Math.multiplyExact(number, factor)), digits);
            return moment.plus(Duration.ZERO).text();
        } catch (ArithmeticException | DateTimeException e) {
            throw new FunctionFailure("beyond the years 0 to 9999");
        }
    }

    /** Of a TIME, which can be negative and have more than 24 hours; what is left of a second is cut off. */
    private static long seconds(String time) {
        Matcher found = TIME.matcher(time);
        if (!found.matches()) {
            throw new FunctionFailure("expected a time like -12:34:56");
        }
        long seconds = Duration.ofHours(Long.parseLong(found.group(2)))
                .plusMinutes(Long.parseLong(found.group(3)))
                .plusSeconds(Long.parseLong(found.group(4)))
                .getSeconds();
        return found.group(1).isEmpty() ? seconds : -seconds;
    }

    private static DateText moment(Object text) {
        return DateText.parse((String) text);
    }

    private static DatePattern pattern(Object text) {
        return DatePattern.of((String) text);
    }

    private static DateUnit unit(Object name) {
        return DateUnit.named((String) name);
    }

    private static ZoneId zone(Object name) {
        return DateText.zone((String) name);
    }
}

package io.rowcast.mapping;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A unit of the calendar or the clock, as expressions name it. Weeks are those of ISO 8601: they begin on Monday. */
@SuppressWarnings("ImmutableEnumChecker") // units and fields of java.time never change
enum DateUnit {
    YEAR("year", ChronoUnit.YEARS, ChronoField.YEAR),
    QUARTER("quarter", IsoFields.QUARTER_YEARS, IsoFields.QUARTER_OF_YEAR),
    MONTH("month", ChronoUnit.MONTHS, ChronoField.MONTH_OF_YEAR),
    WEEK("week", ChronoUnit.WEEKS, IsoFields.WEEK_OF_WEEK_BASED_YEAR),
    DAY("day", ChronoUnit.DAYS, ChronoField.DAY_OF_MONTH),
    HOUR("hour", ChronoUnit.HOURS, ChronoField.HOUR_OF_DAY),
    MINUTE("minute", ChronoUnit.MINUTES, ChronoField.MINUTE_OF_HOUR),
    SECOND("second", ChronoUnit.SECONDS, ChronoField.SECOND_OF_MINUTE);

    private final String written;
    private final TemporalUnit unit;
    private final TemporalField field;

    DateUnit(String written, TemporalUnit unit, TemporalField field) {
        this.written = written;
        this.unit = unit;
        this.field = field;
    }

    /** @throws FunctionFailure when it is none */
    static DateUnit named(String name) {
        return find(name).orElseThrow(() -> new FunctionFailure("expected one of " + names()));
    }

    static Optional<DateUnit> find(String name) {
        return Arrays.stream(values()).filter(unit -> unit.written.equals(name)).findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(unit -> unit.written).collect(Collectors.joining(", "));
    }

    boolean isOfTheClock() {
        return this == HOUR || this == MINUTE || this == SECOND;
    }

    TemporalUnit unit() {
        return unit;
    }

    TemporalField field() {
        return field;
    }

    /** The beginning of the unit that the time is in. */
    LocalDateTime truncate(LocalDateTime time) {
        LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
        return switch (this) {
            case YEAR -> day.withDayOfYear(1);
            case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
            case MONTH -> day.withDayOfMonth(1);
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case DAY -> day;
            case HOUR, MINUTE, SECOND -> time.truncatedTo(unit);
        };
    }
}

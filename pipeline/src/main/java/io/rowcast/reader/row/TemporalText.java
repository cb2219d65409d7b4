package io.rowcast.reader.row;

/**
 * Dates and times as ISO-8601, from MySQL's own text with as many fraction digits as the column declares. Zero dates keep
 * their zeros: {@code 0000-00-00T00:00:00Z}.
 */
final class TemporalText {

    private TemporalText() {}

    /** DATE, and TIME, which is a duration: up to 838 hours, negative too. */
    static String plain(Object value) {
        if (value instanceof String text) {
            return text;
        }
        // The default of a column, which nobody reads.
        if (value instanceof Number number) {
            return number.toString();
        }
        throw UnconvertibleValueException.unexpected("a date or time as MySQL's text", value);
    }

    /** DATETIME, which is in no time zone. */
    static String dateTime(Object value) {
        return plain(value).replace(' ', 'T');
    }

    /** TIMESTAMP in UTC. */
    static String timestamp(Object value) {
        return dateTime(value) + 'Z';
    }
}

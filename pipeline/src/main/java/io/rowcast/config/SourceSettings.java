package io.rowcast.config;

/**
 * Who fills the topics: our own reader, or Kafka Connect with Debezium's MySQL connector. What is said of the connector
 * has the names and values of its own configuration; {@code none} where nothing is said.
 *
 * @param prefix the connector's {@code topic.prefix}
 * @param times {@code time.precision.mode}
 * @param decimals {@code decimal.handling.mode}
 * @param binaries {@code binary.handling.mode}
 * @param nulls {@code kept}, or {@code replaced} by the default of the column: {@code replace.null.with.default} of
 *     converters and transforms, which is so unless they are told otherwise
 */
public record SourceSettings(
        Format format, String prefix, String times, String decimals, String binaries, String nulls) {
    /** What stands for a mode that is not given. */
    public static final String NONE = SettingKey.NONE;

    /** Our own reader. */
    public static final SourceSettings ROWCAST = new SourceSettings(Format.ROWCAST, NONE, NONE, NONE, NONE, "replaced");

    /** What the records look like. */
    public enum Format {
        /** As our own reader writes them. */
        ROWCAST,
        /** Debezium's envelopes, as JSON. */
        DEBEZIUM,
        /** The rows alone, as Debezium's {@code ExtractNewRecordState} makes them. */
        DEBEZIUM_FLAT
    }

    /** Whether a column's default stands in place of NULL, so that neither can be told from the other. */
    public boolean nullsReplaced() {
        return nulls.equals("replaced");
    }

    /** Whether somebody else fills the topics. */
    public boolean foreign() {
        return format != Format.ROWCAST;
    }
}

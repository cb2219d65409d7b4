package io.rowcast.topic;

/**
 * The records about a table as a whole. They are Debezium envelopes with a null key: a reset has the operation of a
 * TRUNCATE ({@code "op":"t"}), a finished snapshot that of a message ({@code "op":"m"}), so that other readers of the
 * topic understand the one and pass over the other. Each is written to every partition of the topic, with the header
 * {@link #GENERATION}; partitions that are added later have none of it before the table is read anew.
 */
public final class Control {
    /** Record header, UTF-8: the generation that the reset begins, or whose snapshot is complete. */
    public static final String GENERATION = "rowcast.generation";

    /** Record header, UTF-8: the number of partitions that the announcement stands in, from the first on. */
    public static final String PARTITIONS = "rowcast.partitions";

    /** {@code op} of a reset, as Debezium writes it for TRUNCATE. */
    public static final String RESET = "t";

    /** {@code op} of a finished snapshot, as Debezium writes it for a message that is no row. */
    public static final String COMPLETE = "m";

    private Control() {}
}

package io.rowcast.topic;

import io.rowcast.model.TableId;

/**
 * What the topics of a pipeline are called.
 *
 * @param prefix of the topics of tables, where another than our own reader fills them
 */
public record TopicNames(String pipeline, String prefix) {

    /** Of topics that our own reader fills. */
    public TopicNames(String pipeline) {
        this(pipeline, pipeline);
    }

    /** The row changes of one table, named as Debezium names it: {@code <prefix>.<db>.<table>}. */
    public String table(TableId table) {
        return prefix + "." + table;
    }

    /** Compacted, one partition: the source offset that the rows before it belong to. */
    public String offsets() {
        return pipeline + ".offsets";
    }

    /**
     * Compacted, one partition: the {@link io.rowcast.model.TableSchema} of each captured table, the newest under the
     * table's name and every {@link SchemaVersion} under its own.
     */
    public String schemas() {
        return pipeline + ".schemas";
    }

    /** One partition, kept for ever: Debezium's history of DDL statements. */
    public String schemaHistory() {
        return pipeline + ".schema-history";
    }

    /** Records that could not be applied, as they were, with the reason. */
    public String deadLetters() {
        return pipeline + ".dead-letters";
    }

    /** The Kafka consumer group of the writers, and the transactional id of the reader. */
    public String group() {
        return pipeline;
    }

    /** The Kafka consumer group of the readers, of which one is at work. */
    public String readers() {
        return pipeline + ".reader";
    }
}

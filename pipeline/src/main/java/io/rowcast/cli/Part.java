package io.rowcast.cli;

/** The halves of a pipeline, which may run in one process or in several. */
public enum Part {
    /** MySQL to Kafka. */
    READER,
    /** Kafka to Redis. */
    WRITER
}

package io.rowcast.model;

/**
 * The snapshot that began with the {@link TableReset} of the same generation is in the topic as a whole. Announced in
 * every partition of the topic.
 */
public record SnapshotComplete(TableId table, String generation) implements Change {}

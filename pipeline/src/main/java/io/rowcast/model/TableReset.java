package io.rowcast.model;

/**
 * From here on the table starts from nothing: it was truncated, or a new snapshot of it begins. What it wrote to Redis
 * is to be removed before the next change is applied. The same reset is announced in every partition of the topic.
 *
 * @param generation names this reset, unlike any other of the pipeline
 */
public record TableReset(TableId table, String generation) implements Change {}

package io.rowcast.model;

/**
 * From here on the table starts from nothing: it was truncated, or a new snapshot of it begins. What it wrote to Redis
 * is to be removed before the next change is applied. The same reset is announced in every partition of the topic.
 *
 * @param generation names this reset, unlike any other of the pipeline
 * @param snapshot whether a snapshot follows; until it is complete Redis holds only part of the table
 */
public record TableReset(TableId table, String generation, boolean snapshot) implements Change {}

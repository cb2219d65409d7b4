package io.rowcast.model;

/** One column of a table: its name, the kind of value it holds, and whether that can be NULL. */
public record Column(String name, ColumnType type, boolean nullable) {}

package io.rowcast.model;

/** What one record of a table's topic says: a row changed, or something happened to the table as a whole. */
public sealed interface Change permits RowChange, RowState, TableReset, SnapshotComplete {

    TableId table();
}

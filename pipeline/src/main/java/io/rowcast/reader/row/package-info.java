/**
 * From a row as Debezium, JDBC or the binlog gives it to the text of an envelope: each column's one exact text, whichever way
 * the value comes, written by a writer that is chosen once per table.
 *
 * <p>Enters: a schema and a row. Leaves: bytes of JSON. It knows no connection and keeps no state but what a schema says. Read
 * {@link io.rowcast.reader.row.EnvelopeWriter} first (a change), then {@link io.rowcast.reader.row.ColumnWriters} (a column)
 * and {@link io.rowcast.reader.row.ExactColumns} (where Debezium's own conversion loses something).
 */
@NullMarked
package io.rowcast.reader.row;

import org.jspecify.annotations.NullMarked;

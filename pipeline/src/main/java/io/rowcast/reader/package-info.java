/**
 * From MySQL's binlog into Kafka: looks at the server before anything starts, runs Debezium's engine, writes each row
 * change as an envelope to its table's topic, and commits rows and binlog position in one Kafka transaction.
 *
 * <p>Enters: the tables to capture. Leaves: records in Kafka. It is the only package that knows Debezium and Connect,
 * and it knows nothing of mappings or Redis. Read {@link io.rowcast.reader.Reader} first (keeps a session alive),
 * then {@link io.rowcast.reader.ReaderSession} (one life of the engine) and {@link io.rowcast.reader.RowCommit}
 * (what is committed, and when).
 *
 * <p>Three packages serve it: {@link io.rowcast.reader.catalog} (MySQL by SQL), {@link io.rowcast.reader.row} (the text of a
 * row) and {@link io.rowcast.reader.kafka} (topics, transactions, who of several readers is the one). They know nothing of
 * this one, and only the catalog knows another, the row.
 *
 * <p>The position is committed only when the initial snapshot is complete: a snapshot that was cut short leaves no
 * position, so the next start begins a new one, and a new generation.
 *
 * <p>A table can change while it is read. Each record names the version of its table, published before it. A DDL statement
 * that touches columns a mapping reads, or puts another table under the name, makes {@link io.rowcast.reader.SchemaChanges}
 * read the table anew at that place of the stream ({@link io.rowcast.reader.TableReload}): a reset, its rows as of one
 * moment, and from then on only what came after that moment ({@link io.rowcast.reader.SkippedEvents}), all in Kafka
 * transactions with the position. Tables that come to match a pattern are taken up on the way.
 *
 * <p>{@link io.rowcast.reader.BinlogEvents} looks at each event before Debezium does. The rows of an XA transaction go out when
 * it is committed ({@link io.rowcast.reader.DistributedCommits}); which are prepared is kept with the position. Where the
 * binlog says less than whole rows, or MySQL is not what was read before ({@link io.rowcast.reader.catalog.SourceContinuity}, {@link
 * io.rowcast.reader.SentRows}), the reader halts and no position moves.
 *
 * <p>A value has one exact text, whichever way it comes: by Debezium's snapshot, from the binlog, or by SQL ({@link
 * io.rowcast.reader.catalog.TableRows}). Where Debezium's own classes lose some of it, ours of the same name stand before them, with
 * a test that fails when its version changes.
 */
@NullMarked
package io.rowcast.reader;

import org.jspecify.annotations.NullMarked;

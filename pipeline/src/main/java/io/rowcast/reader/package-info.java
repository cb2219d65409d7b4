/**
 * From MySQL's binlog into Kafka: looks at the server before anything starts, runs Debezium's engine, writes each row
 * change as an envelope to its table's topic, and commits rows and binlog position in one Kafka transaction.
 *
 * <p>Enters: the tables to capture. Leaves: records in Kafka. It is the only package that knows Debezium and Connect,
 * and it knows nothing of mappings or Redis. Read {@link io.rowcast.reader.Reader} first (keeps a session alive),
 * then {@link io.rowcast.reader.ReaderSession} (one life of the engine) and {@link io.rowcast.reader.RowCommit}
 * (what is committed, and when).
 *
 * <p>The position is committed only when the initial snapshot is complete: a snapshot that was cut short leaves no
 * position, so the next start begins a new one, and a new generation.
 */
@NullMarked
package io.rowcast.reader;

import org.jspecify.annotations.NullMarked;

/**
 * The reader's side of Kafka: its clients, topics and transactions, who of several readers owns the stream, and what a reader
 * that died left open.
 *
 * <p>{@link io.rowcast.reader.kafka.Transactions} fences an earlier reader by its transactional id; {@link
 * io.rowcast.reader.kafka.GroupLease} lets standby readers wait by membership of a consumer group; {@link
 * io.rowcast.reader.kafka.HungTransactions} ends what would block readers of committed records for good, as the coordinator's
 * durable decision says. It knows nothing of MySQL.
 */
@NullMarked
package io.rowcast.reader.kafka;

import org.jspecify.annotations.NullMarked;

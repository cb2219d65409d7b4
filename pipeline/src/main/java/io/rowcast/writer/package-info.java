/**
 * Commit 2: Kafka to Redis. One loop takes the records of its partitions in order, has the mapping turn them into
 * commands, and applies them with the watermark of each partition in one Redis transaction.
 *
 * <p>A record is mapped as its table was when the record was written: it names the version, whose schema the reader keeps
 * in a topic. A table whose mapping does not fit a version stops there by itself, until a later reset that it fits or a
 * mended file; all others go on. Tables that come later are taken up when a mapping wants them.
 *
 * <p>A record can also ask for places to be put right ({@link io.rowcast.writer.RepairWatch}): where it stands, and unless a
 * row that came meanwhile wrote to them.
 *
 * <p>Enters: Kafka records. Leaves: {@link io.rowcast.redis.Batch}es, and dead letters. Redis's watermark, not the
 * consumer group, says where a partition goes on; the group's offsets are committed for the tools only. It knows
 * nothing of MySQL, and of Redis only what the package {@code redis} offers.
 */
@NullMarked
package io.rowcast.writer;

import org.jspecify.annotations.NullMarked;

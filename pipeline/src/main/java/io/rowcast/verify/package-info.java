/**
 * Compares what MySQL has with what Redis holds while both change, and says where they differ.
 *
 * <p>Enters: one table at one moment ({@link io.rowcast.reader.SourceView}), the records of its topic behind that moment, and
 * values that are read from Redis as a client would. Leaves: {@link io.rowcast.verify.Difference}s.
 *
 * <p><b>What is expected</b> comes from rows alone: {@link io.rowcast.mapping.Mapping#expected} says where a row stands and
 * with what, and never asks for the commands that bring it there. {@link io.rowcast.verify.Tally} adds that up over all rows:
 * who stands in each place, how much each counter is.
 *
 * <p><b>No false alarm.</b> The rows are read in one transaction whose place in the binlog is known. From then on the tally
 * follows the topic, row images only, up to the very watermark at which places are looked at: each look reads the watermarks
 * before and after, in one go with the values. A place that a record in between touches is looked at again, and so is
 * one of a change that MySQL was committing in the moment of the reading. What still differs is looked at once more by a
 * second reading of MySQL; only what differs in both is a difference.
 *
 * <p><b>Repair</b> ({@link io.rowcast.verify.Repair}) goes through the topic of the rows, so that it has its place in their order.
 * An orphan in a topic of several partitions has no row that would tell which: its removal stands in the first one, and a row
 * that takes the place at that very moment is missing until the next round.
 *
 * <p><b>Filling</b> ({@link io.rowcast.verify.Verification#fill}) is repair of what rows lack, for mappings that are new and for
 * {@code rowcast resync}: one reading of the table, as what it takes for a difference is compared once more behind the first
 * request. It needs no table in MySQL to write signals to and no GTIDs, as Debezium's incremental snapshot would, writes nothing
 * where Redis is right, and counters come out exact.
 *
 * <p><b>Memory.</b> A pass keeps places of a range of their hashes; when they become more than it may keep, it halves the range,
 * and the rest is left to another pass.
 */
@NullMarked
package io.rowcast.verify;

import org.jspecify.annotations.NullMarked;

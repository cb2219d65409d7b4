/**
 * Rolls changed mapping files out: brings what Redis holds by earlier ones to what the files of now say, while MySQL and Redis
 * go on.
 *
 * <p>Enters: the mapping files, and those that this Redis was written by ({@link io.rowcast.rollout.Journal} writes them down
 * in it, before a writer applies the first change by them). Leaves: requests for repair in the topics of tables, and keys that
 * are removed.
 *
 * <p><b>Where it is kept.</b> In Redis itself, so that it is lost and comes back together with what the mappings wrote: behind a
 * FLUSHALL there is nothing to be rolled out, and a replica that took over before a sweep reached it knows that the sweep is
 * to be done. All mappings are kept that wrote since the last one was complete: a roll-out that another change of the files
 * overtakes leaves nothing behind.
 *
 * <p><b>The order.</b> Writers apply changes by the files of now at once, and leave the places alone that only earlier ones
 * made. One of them then has the rows written to all places that they lack ({@link io.rowcast.verify.Verification#fill}), has
 * the outputs compared, with what no row stands for any more, and only then removes keys that no file makes now. So
 * a reader that looks under the earlier key, and then under the one of now, finds each row all the time. Every step may be
 * done again, so a writer that was killed begins anew.
 *
 * <p><b>Why by comparing.</b> Debezium's incremental snapshot would need a table to write its signals to, or GTIDs, would send
 * every row through Kafka, and could tell neither of counters nor of what is to go. Comparing reads the rows in one
 * transaction, writes where Redis differs and nowhere else, and moves a counter by exactly what it lacks.
 *
 * <p><b>What it cannot do.</b> Lists, streams and the like hold what happened, which rows do not tell: they begin with the
 * changes from now on, and {@link io.rowcast.rollout.Plan} says so beforehand.
 */
@NullMarked
package io.rowcast.rollout;

import org.jspecify.annotations.NullMarked;

package io.rowcast.writer;

import io.rowcast.model.Command;
import io.rowcast.model.SnapshotComplete;
import io.rowcast.model.TableReset;
import io.rowcast.model.Verb;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisKeys;
import io.rowcast.redis.RedisSession;
import io.rowcast.redis.Watermark;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes lanes past the announcements they wait at. A reset must come after every older row and before every newer one,
 * in all partitions of the topic, and these may belong to several writers: so each lane says in Redis that it has come,
 * the lane of partition 0 acts when all have, and the others go on when it is done. All of it is stored fenced as rows
 * are, and in each server of a Cluster, so that it is lost, kept or refused together with them.
 */
final class Barriers {
    private static final Logger LOG = LoggerFactory.getLogger(Barriers.class);

    private final Lanes lanes;
    private final Watermarks watermarks;
    private final RedisKeys keys;
    private final FencedWrites writes;
    private final Sweep sweep;

    Barriers(Lanes lanes, Watermarks watermarks, RedisKeys keys, FencedWrites writes, Sweep sweep) {
        this.lanes = lanes;
        this.watermarks = watermarks;
        this.keys = keys;
        this.writes = writes;
        this.sweep = sweep;
    }

    /** Takes every waiting lane as far as it can go now. No batch may be in flight. */
    void advance(RedisSession redis) throws RedisAwayException, FencedException, WentBackException {
        for (Lane lane : lanes.waiting()) {
            Barrier barrier = lane.barrier();
            if (barrier != null) {
                advance(redis, lane, barrier);
            }
        }
    }

    private void advance(RedisSession redis, Lane lane, Barrier barrier)
            throws RedisAwayException, FencedException, WentBackException {
        if (lane.partitions == 1) {
            pass(redis, lane, barrier, act(redis, lane, barrier));
            return;
        }
        String key = keys.barrier(lane.partition.topic());
        Notes notes = new Notes(redis.notes(key), lane.topicId);
        int partition = lane.partition.partition();
        if (notes.isDone(partition, barrier)) {
            pass(redis, lane, barrier, List.of());
        } else if (!notes.hasArrived(partition, barrier)) {
            writes.note(redis, lane, key, notes.arrival(partition, barrier));
        } else if (partition == 0 && notes.allArrived(barrier, lane.partitions)) {
            writes.apply(redis, lane, barrier.offset(), act(redis, lane, barrier), null);
            if (barrier.announcement() instanceof TableReset) {
                writes.seal(redis, lane, barrier.next());
            }
            writes.note(redis, lane, key, notes.done(barrier, lane.partitions));
            pass(redis, lane, barrier, List.of());
        }
    }

    /** Does what the announcement asks for, except for what is to be done together with passing it. */
    private List<Command> act(RedisSession redis, Lane lane, Barrier barrier)
            throws RedisAwayException, FencedException, WentBackException {
        String complete = keys.complete(lane.table.id);
        if (barrier.announcement() instanceof SnapshotComplete snapshot) {
            LOG.atInfo().addKeyValue("table", lane.table.id).log("the snapshot is in Redis as a whole");
            return List.of(Command.of(Verb.SET, complete, snapshot.generation()));
        }
        if (((TableReset) barrier.announcement()).snapshot()) {
            writes.apply(redis, lane, barrier.offset(), List.of(Command.of(Verb.UNLINK, complete)), null);
        }
        sweep.run(redis, lane, barrier.offset());
        return List.of();
    }

    private void pass(RedisSession redis, Lane lane, Barrier barrier, List<Command> commands)
            throws RedisAwayException, FencedException, WentBackException {
        long next = barrier.next();
        if (barrier.progress() != null) {
            lane.progress(barrier.progress());
        }
        List<Command> all = new ArrayList<>(commands);
        if (barrier.announcement() instanceof TableReset) {
            all.add(Command.of(Verb.UNLINK, lane.lettersKey)); // what they changed is gone
            lane.letters.clear();
        }
        writes.apply(redis, lane, barrier.offset(), all, new Watermark(next, next, lane.topicId, lane.sourceText()));
        watermarks.advance(lane, next);
        lanes.passBarrier(lane, next);
    }
}

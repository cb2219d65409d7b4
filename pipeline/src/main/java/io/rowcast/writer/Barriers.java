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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Map<Lane, Barrier> ready = new LinkedHashMap<>();
        for (Lane lane : lanes.waiting()) {
            Barrier barrier = lane.barrier();
            if (barrier != null && isReady(redis, lane, barrier)) {
                ready.put(lane, barrier);
            }
        }
        beginAnew(redis, ready);
        for (var lane : ready.entrySet()) {
            act(redis, lane.getKey(), lane.getValue());
        }
    }

    /** Whether all lanes of the table have come and this one has to act; takes it as far as it can go if not. */
    private boolean isReady(RedisSession redis, Lane lane, Barrier barrier)
            throws RedisAwayException, FencedException, WentBackException {
        if (lane.partitions == 1) {
            return true;
        }
        Notes notes = notes(redis, lane);
        int partition = lane.partition.partition();
        if (notes.isDone(partition, barrier)) {
            pass(redis, lane, barrier, List.of());
            return false;
        }
        if (!notes.hasArrived(partition, barrier)) {
            writes.note(redis, lane, key(lane), notes.arrival(partition, barrier));
            return false;
        }
        return partition == 0 && notes.allArrived(barrier, lane.partitions);
    }

    private Notes notes(RedisSession redis, Lane lane) throws RedisAwayException {
        return new Notes(redis.notes(key(lane)), lane.topicId);
    }

    private String key(Lane lane) {
        return keys.barrier(lane.partition.topic());
    }

    /** Removes what the tables wrote of which a lane has come to a reset. */
    private void beginAnew(RedisSession redis, Map<Lane, Barrier> ready)
            throws RedisAwayException, FencedException, WentBackException {
        Map<Lane, Long> resets = new LinkedHashMap<>();
        for (var lane : ready.entrySet()) {
            Barrier barrier = lane.getValue();
            if (barrier.announcement() instanceof TableReset reset) {
                if (reset.snapshot()) {
                    Command unlink = Command.of(Verb.UNLINK, keys.complete(lane.getKey().table.id));
                    writes.apply(redis, lane.getKey(), barrier.offset(), List.of(unlink), null);
                }
                resets.put(lane.getKey(), barrier.offset());
            }
        }
        sweep.run(redis, resets);
    }

    /** Says that the announcement was acted on, and goes on. */
    private void act(RedisSession redis, Lane lane, Barrier barrier)
            throws RedisAwayException, FencedException, WentBackException {
        List<Command> commands = complete(lane, barrier);
        if (lane.partitions == 1) {
            pass(redis, lane, barrier, commands);
            return;
        }
        writes.apply(redis, lane, barrier.offset(), commands, null);
        if (barrier.announcement() instanceof TableReset) {
            writes.seal(redis, lane, barrier.next());
        }
        writes.note(redis, lane, key(lane), notes(redis, lane).done(barrier, lane.partitions));
        pass(redis, lane, barrier, List.of());
    }

    private List<Command> complete(Lane lane, Barrier barrier) {
        if (barrier.announcement() instanceof SnapshotComplete snapshot) {
            LOG.atInfo().addKeyValue("table", lane.table.id).log("the snapshot is in Redis as a whole");
            return List.of(Command.of(Verb.SET, keys.complete(lane.table.id), snapshot.generation()));
        }
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

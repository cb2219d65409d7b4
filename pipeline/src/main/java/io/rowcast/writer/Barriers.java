package io.rowcast.writer;

import io.rowcast.mapping.KeySpace;
import io.rowcast.model.Command;
import io.rowcast.model.SnapshotComplete;
import io.rowcast.model.TableReset;
import io.rowcast.model.Verb;
import io.rowcast.redis.Batch;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisKeys;
import io.rowcast.redis.RedisSession;
import io.rowcast.redis.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes lanes past the announcements they wait at. A reset must come after every older row and before every newer one,
 * in all partitions of the topic, and these may belong to several writers: so each lane says in Redis that it has come,
 * the lane of partition 0 acts when all have, and the others go on when it is done. All of it is stored in the same
 * fenced transactions as rows are, so that it is lost, kept or refused together with them.
 */
final class Barriers {
    private static final Logger LOG = LoggerFactory.getLogger(Barriers.class);
    private static final String DONE = "done";
    private static final int CHUNK = 500;

    private final Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;
    private final RedisKeys keys;
    private final String owner;
    private final WriterMetrics metrics;

    Barriers(Consumer<byte[], byte[]> consumer, Lanes lanes, RedisKeys keys, String owner, WriterMetrics metrics) {
        this.consumer = consumer;
        this.lanes = lanes;
        this.keys = keys;
        this.owner = owner;
        this.metrics = metrics;
    }

    /** Whether a lane waits. */
    boolean any() {
        return lanes.all().stream().anyMatch(lane -> lane.barrier() != null);
    }

    /** Takes every waiting lane as far as it can go now. No batch may be in flight. */
    void advance(RedisSession redis) throws RedisAwayException, FencedException, WentBackException {
        for (Lane lane : List.copyOf(lanes.all())) {
            Barrier barrier = lane.barrier();
            if (barrier != null && lane.attached()) {
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
        Map<String, String> arrivals = redis.hash(key);
        if (barrier.name().equals(arrivals.get(DONE))) {
            pass(redis, lane, barrier, List.of());
            return;
        }
        String field = String.valueOf(lane.partition.partition());
        if (!barrier.name().equals(arrivals.get(field))) {
            apply(redis, lane, List.of(Command.of(Verb.HSET, key, field, barrier.name())), null);
        } else if (lane.partition.partition() == 0 && allArrived(lane, barrier, arrivals)) {
            List<Command> last = new ArrayList<>(act(redis, lane, barrier));
            last.add(Command.of(Verb.HSET, key, DONE, barrier.name()));
            pass(redis, lane, barrier, last);
        }
    }

    private static boolean allArrived(Lane lane, Barrier barrier, Map<String, String> arrivals) {
        for (int partition = 0; partition < lane.partitions; partition++) {
            if (!barrier.name().equals(arrivals.get(String.valueOf(partition)))) {
                return false;
            }
        }
        return true;
    }

    /** Does what the announcement asks for, except for what is to be done together with passing it. */
    private List<Command> act(RedisSession redis, Lane lane, Barrier barrier)
            throws RedisAwayException, FencedException, WentBackException {
        String complete = keys.complete(lane.mapping.table());
        if (barrier.announcement() instanceof SnapshotComplete snapshot) {
            LOG.atInfo().addKeyValue("table", lane.mapping.table()).log("the snapshot is in Redis as a whole");
            return List.of(Command.of(Verb.SET, complete, snapshot.generation()));
        }
        if (((TableReset) barrier.announcement()).snapshot()) {
            apply(redis, lane, List.of(Command.of(Verb.UNLINK, complete)), null);
        }
        sweep(redis, lane);
        return List.of();
    }

    /** Removes all keys of the table, in steps that a newer owner of the lane stops. */
    private void sweep(RedisSession redis, Lane lane) throws RedisAwayException, FencedException, WentBackException {
        metrics.resets.increment();
        int removed = 0;
        for (KeySpace space : lane.mapping.keySpaces()) {
            List<String> found = redis.scan(space.scanPattern(), space::owns);
            for (int from = 0; from < found.size(); from += CHUNK) {
                List<Command> unlinks = new ArrayList<>();
                found.subList(from, Math.min(found.size(), from + CHUNK))
                        .forEach(key -> unlinks.add(Command.of(Verb.UNLINK, key)));
                apply(redis, lane, unlinks, null);
            }
            removed += found.size();
        }
        LOG.atInfo()
                .addKeyValue("table", lane.mapping.table())
                .addKeyValue("keys", removed)
                .log("the table begins anew; its keys were removed");
    }

    private void pass(RedisSession redis, Lane lane, Barrier barrier, List<Command> commands)
            throws RedisAwayException, FencedException, WentBackException {
        long next = barrier.offset() + 1;
        apply(redis, lane, commands, new Watermark(next, next, lane.topicId));
        lanes.advance(lane, next);
        lane.passBarrier();
        consumer.seek(lane.partition, next);
        consumer.resume(Set.of(lane.partition));
    }

    private void apply(
            RedisSession redis,
            Lane lane,
            List<Command> commands,
            @org.jspecify.annotations.Nullable Watermark watermark)
            throws RedisAwayException, FencedException, WentBackException {
        var key = Lanes.keys(List.of(lane));
        lanes.verify(List.of(lane), redis.watch(key).await());
        var watermarks = watermark == null ? Map.<io.rowcast.redis.LaneId, Watermark>of() : Map.of(lane.id, watermark);
        var reply = redis.exec(new Batch(commands, watermarks), key, owner).await();
        if (reply.refused()) {
            throw new WentBackException("the watermark of " + lane.id + " changed while it was written");
        }
        if (!reply.failures().isEmpty()) {
            throw new HaltException("a key that Rowcast keeps for itself was changed by somebody else: "
                    + reply.failures().get(0).message());
        }
    }
}

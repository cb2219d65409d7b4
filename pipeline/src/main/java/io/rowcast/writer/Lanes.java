package io.rowcast.writer;

import io.rowcast.redis.Batch;
import io.rowcast.redis.Held;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisSession;
import io.rowcast.redis.Watermark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes of this writer, and where each of them goes on: at the watermark that Redis holds. */
final class Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final Consumer<byte[], byte[]> consumer;
    private final String owner;
    private final Acknowledged acknowledged;
    private final WriterMetrics metrics;
    private final Map<TopicPartition, Lane> lanes = new HashMap<>();

    /** @param owner tells this writer from every other, and from itself in an earlier life */
    Lanes(Consumer<byte[], byte[]> consumer, String owner, Acknowledged acknowledged, WriterMetrics metrics) {
        this.consumer = consumer;
        this.owner = owner;
        this.acknowledged = acknowledged;
        this.metrics = metrics;
    }

    /** Takes up a lane, which rests until {@link #attach}. */
    void add(Lane lane) {
        lanes.put(lane.partition, lane);
        consumer.pause(Set.of(lane.partition));
        // A paused partition must have a position all the same; attaching gives the right one.
        consumer.seekToBeginning(Set.of(lane.partition));
    }

    void remove(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Lane lane = lanes.remove(partition);
            if (lane != null) {
                acknowledged.disown(lane.id);
            }
        }
    }

    Collection<Lane> all() {
        return lanes.values();
    }

    Lane of(TopicPartition partition) {
        Lane lane = lanes.get(partition);
        if (lane == null) {
            throw new IllegalStateException("a record of " + partition + ", which is not assigned");
        }
        return lane;
    }

    List<Lane> attached() {
        return lanes.values().stream().filter(Lane::attached).toList();
    }

    /** The connection is gone: no lane knows any more what Redis holds. */
    void detachAll() {
        lanes.values().forEach(Lane::detach);
        consumer.pause(lanes.keySet());
    }

    /**
     * Makes this writer the owner of the lanes that are not attached, and seeks each to its watermark.
     *
     * @throws FencedException when a lane that was ours has another owner
     */
    void attach(RedisSession redis) throws RedisAwayException, FencedException {
        List<Lane> waiting =
                lanes.values().stream().filter(lane -> !lane.attached()).toList();
        if (waiting.isEmpty()) {
            return;
        }
        Map<LaneId, String> keys = keys(waiting);
        Map<LaneId, Held> held = redis.watch(keys).await();
        for (Lane lane : waiting) {
            requireNotTaken(lane, heldOf(lane, held));
        }
        if (redis.exec(new Batch(List.of(), Map.of()), keys, owner).await().refused()) {
            return; // somebody took a lane this very moment; the next turn looks again
        }
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions(waiting));
        for (Lane lane : waiting) {
            acknowledged.own(lane.id);
            start(lane, heldOf(lane, held).watermark(), beginnings.getOrDefault(lane.partition, 0L));
        }
    }

    private void requireNotTaken(Lane lane, Held held) throws FencedException {
        if (acknowledged.owned(lane.id)
                && held.owner().isPresent()
                && !held.owner().get().equals(owner)) {
            throw new FencedException("another writer owns " + lane.id);
        }
    }

    private void start(Lane lane, Optional<Watermark> watermark, long beginning) {
        boolean sameTopic = watermark.isPresent() && watermark.get().topicId().equals(lane.topicId);
        noteRewind(lane, sameTopic ? watermark.get().offset() : beginning);
        if (sameTopic) {
            lane.attachAt(watermark.get());
        } else {
            lane.attachAtBeginning(beginning);
        }
        long position = lane.checked();
        consumer.seek(lane.partition, position);
        consumer.resume(Set.of(lane.partition));
        LOG.atInfo()
                .addKeyValue("topic", lane.partition.topic())
                .addKeyValue("partition", lane.partition.partition())
                .addKeyValue("offset", position)
                .log(sameTopic ? "goes on from the watermark" : "begins at the beginning of the topic");
    }

    private void noteRewind(Lane lane, long offset) {
        long before = acknowledged.offset(lane.id, lane.topicId);
        if (offset < before) {
            metrics.rewinds.increment();
            LOG.atWarn()
                    .addKeyValue("topic", lane.partition.topic())
                    .addKeyValue("partition", lane.partition.partition())
                    .addKeyValue("expected", before)
                    .addKeyValue("found", offset)
                    .log("Redis lost writes that it had acknowledged; they are applied again from Kafka");
            acknowledged.put(lane.id, lane.topicId, offset);
        }
    }

    /**
     * Compares what Redis holds with what it has acknowledged.
     *
     * @throws FencedException when a lane has another owner
     * @throws WentBackException when a watermark is not the acknowledged one
     */
    void verify(Collection<Lane> checked, Map<LaneId, Held> held) throws FencedException, WentBackException {
        for (Lane lane : checked) {
            Held now = heldOf(lane, held);
            requireNotTaken(lane, now);
            Optional<Watermark> watermark = now.watermark();
            boolean fresh = watermark.isEmpty() && lane.resetExpected();
            boolean stale = watermark.isPresent()
                    && lane.resetExpected()
                    && !watermark.get().topicId().equals(lane.topicId);
            boolean same = watermark.isPresent()
                    && watermark.get().offset() == lane.applied()
                    && watermark.get().topicId().equals(lane.topicId);
            if (now.owner().isEmpty() || !(fresh || stale || same)) {
                throw new WentBackException("the watermark of " + lane.id + " is not what Redis acknowledged: expected "
                        + lane.applied() + ", found "
                        + watermark.map(Watermark::offset).map(String::valueOf).orElse("none"));
            }
        }
    }

    private static Held heldOf(Lane lane, Map<LaneId, Held> held) {
        Held found = held.get(lane.id);
        if (found == null) {
            throw new IllegalStateException("nothing was read of " + lane.id);
        }
        return found;
    }

    static Map<LaneId, String> keys(Collection<Lane> lanes) {
        Map<LaneId, String> keys = new LinkedHashMap<>();
        lanes.forEach(lane -> keys.put(lane.id, lane.watermarkKey));
        return keys;
    }

    private static List<TopicPartition> partitions(Collection<Lane> lanes) {
        List<TopicPartition> partitions = new ArrayList<>();
        lanes.forEach(lane -> partitions.add(lane.partition));
        return partitions;
    }

    /** Redis acknowledged all of a lane below an offset. */
    void advance(Lane lane, long offset) {
        lane.advanceTo(offset);
        acknowledged.put(lane.id, lane.topicId, offset);
    }

    /** Offsets of all attached lanes, by partition, as the tables of the status page show them. */
    Map<String, Long> offsets() {
        Map<String, Long> offsets = new TreeMap<>();
        attached().forEach(lane -> offsets.put(lane.id.toString(), lane.applied()));
        return offsets;
    }
}

package io.rowcast.writer;

import io.rowcast.model.TableSchema;
import io.rowcast.redis.Held;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisSession;
import io.rowcast.redis.Watermark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where each lane goes on, which Redis knows; and whether Redis still holds what it has acknowledged. */
final class Watermarks {
    private static final Logger LOG = LoggerFactory.getLogger(Watermarks.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;
    private final String owner;
    private final Acknowledged acknowledged;
    private final WriterMetrics metrics;
    private final MappingLog log;

    /** @param owner tells this writer from every other, and from itself in an earlier life */
    Watermarks(
            Consumer<byte[], byte[]> consumer,
            Lanes lanes,
            String owner,
            Acknowledged acknowledged,
            WriterMetrics metrics,
            MappingLog log) {
        this.consumer = consumer;
        this.lanes = lanes;
        this.owner = owner;
        this.acknowledged = acknowledged;
        this.metrics = metrics;
        this.log = log;
    }

    /**
     * Makes this writer the owner of the lanes that are not attached, and seeks each to its watermark. All of them cost
     * the same few round trips as one.
     *
     * @throws FencedException when a lane that was ours has another owner
     */
    void attach(RedisSession redis) throws RedisAwayException, FencedException {
        if (!lanes.anyDetached()) {
            return;
        }
        List<Lane> detached = lanes.detached();
        Map<LaneId, String> keys = Lanes.keys(detached);
        Map<LaneId, Held> held = redis.watch(keys).await();
        for (Lane lane : detached) {
            requireNotTaken(lane, heldOf(lane, held));
        }
        log.begins(schemas(detached));
        if (!redis.claim(keys, owner)) {
            return; // somebody took a lane this very moment; the next turn looks again
        }
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions(detached));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions(detached));
        for (Lane lane : detached) {
            noteLostReply(lane, heldOf(lane, held));
            acknowledged.own(lane.id);
            heldOf(lane, held)
                    .watermark()
                    .filter(watermark -> watermark.topicId().equals(lane.topicId))
                    .ifPresent(watermark ->
                            requireNotCut(lane, watermark, ends.getOrDefault(lane.partition, Long.MAX_VALUE)));
            start(lane, heldOf(lane, held), beginnings.getOrDefault(lane.partition, 0L));
        }
    }

    /** A log that ends before what Redis has was cut: what is written to it now stands at offsets that count as applied. */
    private static void requireNotCut(Lane lane, Watermark watermark, long end) {
        if (watermark.offset() > end) {
            throw new HaltException("Kafka has lost records: Redis holds those of " + lane.id + " below offset "
                    + watermark.offset() + ", but the topic ends at " + end
                    + ". To take a new snapshot, stop Rowcast, delete"
                    + " topic " + lane.partition.topic() + " and run: rowcast recover");
        }
    }

    private void requireNotTaken(Lane lane, Held held) throws FencedException {
        if (acknowledged.owned(lane.id)
                && held.owner().isPresent()
                && !held.owner().get().equals(owner)) {
            throw new FencedException("another writer owns " + lane.id);
        }
    }

    /**
     * Looks whether the group has given lanes away while a batch was on its way, which Redis then refused.
     *
     * @throws FencedException when it has
     */
    void requireOurs(Collection<Lane> sent) throws FencedException {
        for (Lane lane : sent) {
            if (!lanes.contains(lane)) {
                throw new FencedException(
                        "another writer got " + lane.id + ", and Redis refused what was still sent of it");
            }
        }
    }

    private void start(Lane lane, Held held, long beginning) {
        Optional<Watermark> watermark = held.watermark();
        boolean known = watermark.isPresent() && watermark.get().topicId().equals(lane.topicId);
        boolean sameTopic = known && watermark.get().offset() >= beginning;
        long offset = sameTopic ? watermark.get().offset() : beginning;
        noteRewind(lane, held, offset);
        acknowledged.put(lane.id, lane.topicId, offset);
        if (sameTopic) {
            lane.attachAt(watermark.get());
        } else {
            lane.attachAtBeginning(beginning);
            if (known) {
                lane.seekReset(
                        "Kafka no longer holds what Redis still needs of " + lane.id + ": expected to go on at offset "
                                + watermark.get().offset() + ", but the topic begins at " + beginning);
            }
        }
        long position = Math.max(lane.checked(), beginning);
        lanes.attached(lane, position);
        LOG.atInfo()
                .addKeyValue("topic", lane.partition.topic())
                .addKeyValue("partition", lane.partition.partition())
                .addKeyValue("offset", position)
                .log(sameTopic ? "goes on from the watermark" : "begins at the beginning of the topic");
    }

    /** Nobody but this writer can have brought a lane further that was its own all the time. */
    private void noteLostReply(Lane lane, Held held) {
        long before = acknowledged.offset(lane.id, lane.topicId);
        long now = held.watermark()
                .filter(watermark -> watermark.topicId().equals(lane.topicId))
                .map(Watermark::offset)
                .orElse(-1L);
        if (acknowledged.owned(lane.id) && before >= 0 && now > before) {
            metrics.lostReplies.increment();
        }
    }

    private void noteRewind(Lane lane, Held held, long offset) {
        long before = acknowledged.offset(lane.id, lane.topicId);
        if (before >= 0 && held.lost(before, offset)) {
            metrics.rewinds.increment();
            metrics.rewoundRecords.increment(Math.max(0, before - offset));
            LOG.atWarn()
                    .addKeyValue("topic", lane.partition.topic())
                    .addKeyValue("partition", lane.partition.partition())
                    .addKeyValue("expected", before)
                    .addKeyValue("found", offset)
                    .log("Redis lost writes that it had acknowledged; they are applied again from Kafka");
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
                    && (!watermark.get().topicId().equals(lane.topicId)
                            || watermark.get().offset() < lane.applied());
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

    private static Set<TableSchema> schemas(Collection<Lane> lanes) {
        Set<TableSchema> schemas = new LinkedHashSet<>();
        lanes.forEach(lane -> lane.table.schema().ifPresent(schemas::add));
        return schemas;
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
}

package io.rowcast.writer;

import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer's one thread, for as long as one membership in the consumer group lasts: poll, prepare, send, look at the
 * reply of the batch before. When Redis is away it keeps its place in the group and asks for no records.
 */
final class WriterLoop {
    private static final Logger LOG = LoggerFactory.getLogger(WriterLoop.class);

    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration WAITING = Duration.ofMillis(10);

    /** How often the group's offsets are committed, the lag is counted and an idle Redis is looked at. */
    private static final long ROUND_NANOS = Duration.ofSeconds(1).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final RedisLink link;
    private final Lanes lanes;
    private final RecordQueue queue;
    private final Applier applier;
    private final Barriers barriers;
    private final Recheck recheck;
    private final WriterMetrics metrics;
    private final AtomicBoolean closing;
    private long lastRound = System.nanoTime();

    /** For the status page, which is read by other threads. */
    private volatile Map<String, Long> offsets = Map.of();

    private volatile @Nullable String kafkaAway;

    WriterLoop(
            Consumer<byte[], byte[]> consumer,
            RedisLink link,
            Lanes lanes,
            RecordQueue queue,
            Applier applier,
            Barriers barriers,
            Recheck recheck,
            WriterMetrics metrics,
            AtomicBoolean closing) {
        this.consumer = consumer;
        this.link = link;
        this.lanes = lanes;
        this.queue = queue;
        this.applier = applier;
        this.barriers = barriers;
        this.recheck = recheck;
        this.metrics = metrics;
        this.closing = closing;
    }

    /** Runs until it is asked to close. */
    void run() throws FencedException {
        while (!closing.get()) {
            RedisSession redis = link.session();
            if (redis == null) {
                poll(IDLE); // keeps the place in the group; all partitions are paused
            } else {
                turn(redis);
            }
        }
        settleQuietly();
        commit();
    }

    /** The first offset of each lane that was not applied, as of the last round. */
    Map<String, Long> offsets() {
        return offsets;
    }

    private void turn(RedisSession redis) throws FencedException {
        try {
            lanes.attach(redis);
            link.works();
            if (queue.isEmpty()) {
                fill();
            }
            recheck.run(redis);
            Prepared batch = queue.next();
            if (!batch.isEmpty()) {
                applier.send(redis, batch);
            }
            if (barriers.any()) {
                applier.settle();
                barriers.advance(redis);
            }
            round(redis);
        } catch (RedisAwayException e) {
            link.lost(e);
            startOver();
        } catch (WentBackException e) {
            link.suspect(e);
            startOver();
        }
    }

    /** Takes what is there; waits for more only when no reply is outstanding. */
    private void fill() throws RedisAwayException, WentBackException {
        if (applier.busy()) {
            poll(Duration.ZERO);
            if (queue.isEmpty()) {
                applier.settle();
            }
        } else {
            poll(barriers.any() ? WAITING : IDLE);
        }
    }

    private void poll(Duration wait) {
        try {
            queue.add(consumer.poll(wait));
        } catch (OffsetOutOfRangeException e) {
            throw new HaltException(
                    "Kafka does not hold what Redis still needs: expected to go on at " + e.offsetOutOfRangePartitions()
                            + ", which is outside of the topic. Redis cannot be brought up to date from what is left. To take"
                            + " a new snapshot, stop Rowcast and run: rowcast recover",
                    e);
        }
    }

    /** Nothing is known of Redis until the watermarks are read again. */
    private void startOver() {
        applier.drop();
        queue.clear();
        lanes.detachAll();
    }

    /** Partitions are about to be taken away: what is in flight is theirs. */
    void beforeRevoke() {
        settleQuietly();
        commit();
    }

    private void settleQuietly() {
        try {
            applier.settle();
        } catch (RedisAwayException e) {
            link.lost(e);
            startOver();
        } catch (WentBackException e) {
            link.suspect(e);
            startOver();
        }
    }

    private void round(RedisSession redis) throws RedisAwayException, FencedException, WentBackException {
        long now = System.nanoTime();
        if (now - lastRound < ROUND_NANOS) {
            return;
        }
        lastRound = now;
        applier.settle();
        var attached = lanes.attached();
        lanes.verify(attached, redis.look(Lanes.keys(attached)));
        commit();
        offsets = lanes.offsets();
        metrics.lag(attached.stream()
                .mapToLong(lane -> consumer.currentLag(lane.partition).orElse(0))
                .sum());
    }

    /** Why Kafka did not take the last commit of offsets, {@code null} when it did. */
    @Nullable
    String kafkaAway() {
        return kafkaAway;
    }

    /**
     * For Kafka's own tools, which then show the lag. A failure is of no consequence for what is applied, but tells that
     * Kafka is away: a poll just brings nothing then.
     */
    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ConsumerRecord<byte[], byte[]> head = queue.peek();
        for (Lane lane : lanes.attached()) {
            boolean idle = head == null && lane.barrier() == null && !applier.busy();
            // Behind the last record stands the marker of its Kafka transaction, which counts as lag.
            long offset = idle ? consumer.position(lane.partition) : lane.applied();
            offsets.put(lane.partition, new OffsetAndMetadata(Math.max(offset, lane.applied())));
        }
        consumer.commitAsync(offsets, (committed, error) -> heardOfKafka(error));
    }

    private void heardOfKafka(@Nullable Exception error) {
        if (error instanceof RetriableCommitFailedException || error instanceof TimeoutException) {
            if (kafkaAway == null) {
                LOG.atWarn().addKeyValue("error", error.getMessage()).log("Kafka is away; the writer waits for it");
            }
            kafkaAway = String.valueOf(error.getMessage());
        } else if (kafkaAway != null) {
            LOG.atInfo().log("Kafka is back");
            kafkaAway = null;
        }
    }
}

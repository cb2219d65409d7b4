package io.rowcast.writer;

import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;

/**
 * The writer's one thread, for as long as one membership in the consumer group lasts: poll, prepare, send, look at the
 * reply of the batch before. When Redis is away it keeps its place in the group and asks for no records.
 */
final class WriterLoop {
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration WAITING = Duration.ofMillis(10);

    /** How often the group's offsets are committed, the lag is counted, and idle lanes and new tables are looked at. */
    private static final long ROUND_NANOS = Duration.ofSeconds(1).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final RedisLink link;
    private final Lanes lanes;
    private final Watermarks watermarks;
    private final RecordQueue queue;
    private final Preparation preparation;
    private final Recheck recheck;
    private final Applier applier;
    private final Barriers barriers;
    private final LetterReplay letterReplay;
    private final GroupOffsets groupOffsets;
    private final WriterMetrics metrics;
    private final Retention retention;
    private long lastRound = System.nanoTime();

    /** For the status page, which is read by other threads. */
    private volatile Map<String, Long> offsets = Map.of();

    WriterLoop(
            Consumer<byte[], byte[]> consumer,
            RedisLink link,
            Lanes lanes,
            Watermarks watermarks,
            RecordQueue queue,
            Preparation preparation,
            Recheck recheck,
            Applier applier,
            Barriers barriers,
            LetterReplay letterReplay,
            GroupOffsets groupOffsets,
            WriterMetrics metrics,
            Retention retention) {
        this.consumer = consumer;
        this.link = link;
        this.lanes = lanes;
        this.watermarks = watermarks;
        this.queue = queue;
        this.preparation = preparation;
        this.recheck = recheck;
        this.applier = applier;
        this.barriers = barriers;
        this.letterReplay = letterReplay;
        this.groupOffsets = groupOffsets;
        this.metrics = metrics;
        this.retention = retention;
    }

    /**
     * Runs until it is asked to close.
     *
     * @param eachRound done about once a second, with no batch in flight
     */
    void run(AtomicBoolean closing, Runnable eachRound) throws FencedException {
        while (!closing.get()) {
            RedisSession redis = link.session();
            if (redis == null) {
                poll(IDLE); // keeps the place in the group; all partitions are paused
            } else {
                turn(redis, eachRound);
            }
        }
        settleQuietly();
        commit();
    }

    /** The first offset of each lane that was not applied, as of the last round. */
    Map<String, Long> offsets() {
        return offsets;
    }

    private void turn(RedisSession redis, Runnable eachRound) throws FencedException {
        try {
            watermarks.attach(redis);
            letterReplay.readMarks(redis, lanes.attached());
            link.works();
            if (!queue.isReady()) {
                fill();
            }
            recheck.run(redis);
            Prepared batch = preparation.next();
            if (!batch.isEmpty() && !applier.send(redis, batch)) {
                startOver();
                return;
            }
            if (lanes.anyWaiting()) {
                applier.settle();
                barriers.advance(redis);
                letterReplay.advance(redis);
            }
            if (System.nanoTime() - lastRound >= ROUND_NANOS) {
                round(redis);
                eachRound.run();
                lastRound = System.nanoTime();
            }
        } catch (RedisAwayException e) {
            link.lost(e);
            startOver();
        } catch (WentBackException e) {
            link.suspect(e);
            startOver();
        }
    }

    /** Takes what is there; waits for more only when no reply is outstanding. */
    private void fill() throws RedisAwayException, FencedException, WentBackException {
        if (applier.busy()) {
            poll(Duration.ZERO);
            if (!queue.isReady()) {
                applier.settle();
            }
        } else {
            poll(queue.untilReady(lanes.anyWaiting() ? WAITING : IDLE));
        }
    }

    /** Lanes of which records are left, as they may not go on yet, get no more meanwhile. */
    private void poll(Duration wait) {
        Set<Lane> full = queue.lanes();
        lanes.starve(full);
        try {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(wait);
            queue.dropGone();
            queue.add(polled);
            lanes.feed(full);
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
        } catch (FencedException e) {
            startOver(); // the owner looks at what was in flight, and the next turn here finds out about it
        }
    }

    private void round(RedisSession redis) throws RedisAwayException, FencedException, WentBackException {
        applier.settle();
        if (queue.isEmpty()) {
            lanes.requireResets();
        }
        var attached = lanes.attached();
        watermarks.verify(attached, redis.confirm(Lanes.keys(attached)));
        commit();
        offsets = lanes.offsets();
        metrics.lag(attached, groupOffsets::lag);
        metrics.waiting(attached, Instant.now());
        retention.look(attached);
    }

    private void commit() {
        groupOffsets.commit(lanes.attached(), queue.isEmpty() && !applier.busy());
    }
}

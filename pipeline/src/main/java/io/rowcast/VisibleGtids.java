package io.rowcast;

import io.rowcast.mapping.MappingFile;
import io.rowcast.ops.Visibility;
import io.rowcast.reader.CommittedGtids;
import io.rowcast.reader.GtidSets;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import io.rowcast.writer.AppliedOffsets;
import io.rowcast.writer.AppliedOffsets.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Read your writes: waits for the position of the reader to cover a transaction, takes what every lane then has in Kafka, and
 * waits for the watermarks in Redis to come past it. A lane without rows of the transaction has come past it already, or is
 * behind with others. All that is asked at the same time costs as much as one question; nothing is done when nobody asks.
 */
final class VisibleGtids implements Visibility, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VisibleGtids.class);

    /** Between two looks at the watermarks. */
    private static final Duration TURN = Duration.ofMillis(1);

    /** The same while all that is waited for is not in Kafka yet; what comes ends it early. */
    private static final Duration LONG_TURN = Duration.ofMillis(5);

    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration AWAY = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** After so long a pause, positions were missed, and Redis may be another. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<Means> open;
    private final BlockingQueue<Wait> asked = new LinkedBlockingQueue<>();
    private final List<Wait> waits = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "visibility");
    private volatile boolean closing;
    private @Nullable Means opened;
    private long lastTurn = System.nanoTime() - 2 * PAUSE_NANOS;

    /** What it asks. Opened by its thread: Kafka's clients cannot be made while its name has no address. */
    private record Means(CommittedGtids committed, AppliedOffsets applied) implements AutoCloseable {
        @Override
        public void close() {
            applied.close();
            committed.close();
        }
    }

    private static final class Wait {
        final GtidSets gtids;
        final long deadline;
        final CompletableFuture<Optional<String>> answer = new CompletableFuture<>();

        /** What is missing in Redis; {@code null} until all is in Kafka. */
        @Nullable
        Map<LaneId, End> ahead;

        Wait(GtidSets gtids, Duration limit) {
            this.gtids = gtids;
            this.deadline = System.nanoTime() + limit.toNanos();
        }
    }

    private VisibleGtids(Supplier<Means> open) {
        this.open = open;
        thread.setDaemon(true);
        thread.start();
    }

    static VisibleGtids of(
            String pipeline, Map<String, Object> kafka, RedisConnector redis, List<MappingFile> mappings) {
        return new VisibleGtids(() -> new Means(
                new CommittedGtids(pipeline, kafka),
                new AppliedOffsets(pipeline, kafka, redis, new FileMappings(mappings)::wants)));
    }

    @Override
    public CompletableFuture<Optional<String>> await(String gtids, Duration limit) {
        Wait wait = new Wait(GtidSets.parse(gtids), limit);
        asked.add(wait);
        if (closing) {
            wait.answer.cancel(false);
        }
        return wait.answer;
    }

    private void run() {
        openEarly();
        try {
            while (!closing) {
                if (waits.isEmpty()) {
                    Wait first = asked.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                    if (first == null) {
                        continue;
                    }
                    waits.add(first);
                }
                asked.drainTo(waits);
                turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            asked.drainTo(waits);
            waits.forEach(wait -> wait.answer.cancel(false));
            Optional.ofNullable(opened).ifPresent(Means::close);
        }
    }

    private void turn() throws InterruptedException {
        try {
            Means means = opened();
            if (System.nanoTime() - lastTurn > PAUSE_NANOS) {
                means.applied.forgetRedis();
                means.committed.catchUp();
            }
            look(means.committed, means.applied);
            lastTurn = System.nanoTime();
        } catch (RedisAwayException e) {
            away("Redis", e);
        } catch (RuntimeException e) { // of Kafka's clients, which this package does not know
            away("Kafka", e);
        }
        expire();
    }

    /** So that who asks first need not wait for it. */
    private void openEarly() {
        try {
            opened();
        } catch (RuntimeException e) { // of Kafka's clients, which this package does not know
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("Kafka cannot be asked yet what is visible");
        }
    }

    private Means opened() {
        Means means = opened == null ? open.get() : opened;
        opened = means;
        return means;
    }

    private void look(CommittedGtids committed, AppliedOffsets applied) throws RedisAwayException {
        if (committed.tookOver()) {
            applied.forgetTopics();
        }
        List<Wait> covered = waits.stream()
                .filter(wait -> wait.ahead == null && committed.cover(wait.gtids))
                .toList();
        if (!covered.isEmpty()) {
            Map<LaneId, End> ends = applied.ends();
            covered.forEach(wait -> wait.ahead = ends);
        }
        for (Wait wait : waits) {
            if (wait.ahead != null) {
                wait.ahead = applied.ahead(wait.ahead);
                if (wait.ahead.isEmpty()) {
                    wait.answer.complete(Optional.empty());
                }
            }
        }
        waits.removeIf(wait -> wait.answer.isDone());
        if (!waits.isEmpty()) {
            committed.look(waits.stream().anyMatch(wait -> wait.ahead != null) ? TURN : LONG_TURN);
        }
    }

    private void away(String what, Exception e) throws InterruptedException {
        LOG.atWarn().addKeyValue("error", e.getMessage()).log("{} cannot be asked what is visible; tries again", what);
        TimeUnit.NANOSECONDS.sleep(AWAY.toNanos());
    }

    private void expire() {
        long now = System.nanoTime();
        for (Wait wait : waits) {
            if (now - wait.deadline >= 0) {
                wait.answer.complete(Optional.of(missing(wait)));
            }
        }
        waits.removeIf(wait -> wait.answer.isDone());
    }

    private String missing(Wait wait) {
        if (wait.ahead != null) {
            return "not all is applied of " + wait.ahead.keySet();
        }
        return opened == null
                ? "Kafka cannot be asked what the reader has committed"
                : "the reader has not committed all of them; it is at " + opened.committed.position();
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

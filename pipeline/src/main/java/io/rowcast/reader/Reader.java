package io.rowcast.reader;

import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MySqlSettings;
import io.rowcast.model.Health;
import io.rowcast.reader.catalog.SourceOffset;
import io.rowcast.reader.kafka.FencedException;
import io.rowcast.reader.kafka.GroupLease;
import io.rowcast.reader.kafka.KafkaClients;
import io.rowcast.reader.kafka.Lease;
import io.rowcast.reader.kafka.SourceHaltedException;
import io.rowcast.reader.kafka.Standby;
import io.rowcast.reader.kafka.TableTopics;
import io.rowcast.topic.TopicNames;
import io.rowcast.trace.Tracing;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Reads MySQL's binlog into Kafka, and keeps doing so: builds a session, and builds it anew from the committed position
 * when MySQL or Kafka was away. It gives up only when another reader took over, or when no retry can help.
 */
public final class Reader implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(12);
    /** Whoever takes over says so at once; then it can be seen who it was. */
    private static final Duration CLAIM = Duration.ofSeconds(1);

    /** How soon a standby looks whether it was asked to close. */
    private static final Duration TURN = Duration.ofMillis(500);

    private final ReaderSession.Plan plan;
    private final Lease lease;
    private final boolean standby;
    private final BinlogWatch binlog;
    private final ReaderState state = new ReaderState();
    private final Backoff backoff = new Backoff();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable ReaderSession session;
    private volatile boolean started;

    /** Whether this reader was the owner of the pipeline once. */
    private volatile boolean owned;

    /**
     * @param name of the pipeline: prefix of its topics, and its transactional id
     * @param kafka properties for every Kafka client, at least {@code bootstrap.servers}
     * @param partitions of the topics that are made for tables whose rows may be spread
     * @param replication factor of the topics that are made
     * @param standby whether other readers of the pipeline may run
     */
    public Reader(
            String name,
            MySqlSettings mysql,
            Map<String, Object> kafka,
            int partitions,
            short replication,
            Standby standby,
            Capture capture,
            MeterRegistry meters,
            Tracing tracing) {
        Clock clock = Clock.systemUTC();
        TopicNames topics = new TopicNames(name);
        plan = new ReaderSession.Plan(
                name,
                mysql,
                capture,
                topics,
                new KafkaClients(topics, kafka),
                new TableTopics(topics, partitions, replication),
                UUID.randomUUID().toString(),
                new ReaderMetrics(meters, clock),
                tracing,
                clock);
        binlog = new BinlogWatch(mysql, () -> lease().held() ? position() : Optional.empty(), plan.metrics());
        this.standby = standby.possible();
        lease = standby.possible()
                ? new GroupLease(plan.kafka(), plan.tableTopics(), topics, standby, this::stopSession)
                : Lease.undisputed();
    }

    /**
     * Reads until {@link #close}. To be called once.
     *
     * @throws InvalidConfigException when topics or tables do not fit: nothing was read
     * @throws FencedException when another reader of the pipeline took over although none should stand by
     * @throws SourceHaltedException when only a person can help: no position was moved
     */
    public void run() {
        started = true;
        useUtc();
        binlog.start();
        try {
            while (!isClosing()) {
                Optional<Throwable> failure = turn();
                if (failure.isPresent() && !isClosing()) {
                    failed(failure.get());
                }
            }
            state.stopped();
        } finally {
            binlog.close();
            lease.close();
            ended.countDown();
        }
    }

    /**
     * Debezium's snapshot reads DATETIMEs through the time zone of the process: in one with summer time, the hour that
     * is skipped in spring could not be read.
     */
    private static void useUtc() {
        if (!TimeZone.getDefault().toZoneId().getRules().isFixedOffset()) {
            TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
        }
    }

    /** Works for as long as that goes well and it is this reader's turn; or waits a little for that. */
    private Optional<Throwable> turn() {
        try {
            if (!lease.await(TURN)) {
                if (lease.isOther()) {
                    state.standby();
                }
                return Optional.empty();
            }
        } catch (KafkaException e) {
            return Optional.of(e);
        }
        state.takingOver();
        plan.metrics().active(true);
        try {
            return runSession();
        } finally {
            plan.metrics().active(false);
            if (!lease.held() && !isClosing()) {
                plan.metrics().fenced();
            }
        }
    }

    private Optional<Throwable> runSession() {
        try (ReaderSession opened = open()) {
            session = opened;
            return isClosing() || !lease.held() ? Optional.empty() : opened.run(this::working);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    /** After a failure another reader may be at work: without a lease, it would be taken over from again and again. */
    private ReaderSession open() {
        if (owned && !standby) {
            checkOwner();
        }
        return ReaderSession.open(plan);
    }

    private void checkOwner() {
        try (Consumer<byte[], byte[]> consumer = plan.kafka().consumer()) {
            Optional<String> owner =
                    new OffsetsTopic(plan.topics()).read(consumer).owner();
            if (owner.isPresent() && !owner.get().equals(plan.owner())) {
                throw new FencedException(plan.name());
            }
        }
    }

    private void working() {
        owned = true;
        backoff.reset();
        state.working();
    }

    private void failed(Throwable e) {
        switch (ReaderFailures.verdict(e)) {
            case RETRY -> {
                plan.metrics().restart();
                Duration delay = backoff.next();
                state.degraded(ReaderFailures.reason(e), backoff.attempts());
                await(delay);
            }
            case CHECK_OWNER -> fenced();
            case HALT -> throw halt(e);
        }
    }

    private void fenced() {
        if (standby) {
            if (lease.held()) {
                plan.metrics().fenced();
            }
            lease.giveUp();
            state.fenced();
        } else {
            await(CLAIM);
        }
    }

    private void await(Duration delay) {
        try {
            boolean closed = closing.await(delay.toMillis(), TimeUnit.MILLISECONDS);
            if (closed) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    private RuntimeException halt(Throwable e) {
        if (e instanceof FencedException fenced) {
            state.halted(fenced.getMessage());
            return fenced;
        }
        if (e instanceof InvalidConfigException invalid) {
            state.halted(invalid.getMessage());
            return invalid;
        }
        if (e instanceof SourceHaltedException known) {
            state.halted(known.getMessage());
            return known;
        }
        SourceHaltedException halted = new SourceHaltedException(
                "MySQL cannot be read on: " + ReaderFailures.reason(e) + ". No position was moved"
                        + position().map(at -> " (it is " + at + ")").orElse("")
                        + ". When the cause is mended, start again; if the changes from there on are lost, run "
                        + "'rowcast recover': the next start takes a new snapshot",
                e);
        state.halted(halted.getMessage());
        return halted;
    }

    private Lease lease() {
        return lease;
    }

    private Optional<SourceOffset> position() {
        return Optional.ofNullable(session)
                .flatMap(current -> current.position().get());
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    public Health health() {
        return state.health();
    }

    /** For the status page: state, position, rows, and how far the snapshot is. */
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("state", health().state().name());
        status.put("detail", health().detail());
        status.put("role", lease.held() ? "active" : "standby");
        position().ifPresent(at -> status.put("position", at.toString()));
        state.lastError().ifPresent(error -> status.put("lastError", error));
        status.put("rows", plan.metrics().rowsTotal());
        status.put("restarts", plan.metrics().restartsTotal());
        status.put("fenced", plan.metrics().fencedTotal());
        double lag = plan.metrics().lagSeconds();
        if (!Double.isNaN(lag)) {
            status.put("lagSeconds", lag);
        }
        if (!Double.isNaN(plan.metrics().binlogBehind())) {
            status.put("binlogBehindBytes", (long) plan.metrics().binlogBehind());
        }
        Optional.ofNullable(session)
                .ifPresent(current -> status.put("snapshot", current.snapshot().status()));
        return status;
    }

    /** Ends {@link #run} and waits for it, a few seconds; from any thread, more than once. */
    @Override
    public void close() {
        closing.countDown();
        stopSession();
        try {
            if (started && !ended.await(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the reader did not stop within " + CLOSE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopSession() {
        Optional.ofNullable(session).ifPresent(ReaderSession::stop);
    }

    /**
     * Makes the next start take a new snapshot of all tables: forgets the committed position, as the reader that now
     * owns it, so that one which still runs is fenced.
     *
     * @param kafka properties for every Kafka client, at least {@code bootstrap.servers}
     * @return the position that was forgotten, for people; empty when there was none
     */
    public static Optional<String> forgetPosition(String name, Map<String, Object> kafka) {
        return Recovery.forgetPosition(new TopicNames(name), kafka);
    }
}

package io.rowcast.writer;

import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.config.FlowSettings;
import io.rowcast.model.Health;
import io.rowcast.model.TableId;
import io.rowcast.redis.RedisConnector;
import io.rowcast.topic.BrokerNames;
import io.rowcast.topic.ConnectSource;
import io.rowcast.topic.KnownSchemas;
import io.rowcast.topic.SchemaTopic;
import io.rowcast.topic.TableSchemas;
import io.rowcast.topic.TopicNames;
import io.rowcast.trace.Tracing;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the changes of the mapped tables from Kafka into Redis until it is closed. Starts over, from Redis's
 * watermarks, whenever Kafka fails or another writer has taken its lanes; halts when that cannot be right.
 */
public final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final TopicNames names;
    private final Map<String, Object> kafka;
    private final RedisConnector redis;
    private final MappingSource source;
    private final @Nullable ConnectSource connect;
    private final FlowSettings flow;
    private final Tracing tracing;
    private final Clock clock;
    private final WriterMetrics metrics;
    private final RedisLink link;
    private final Acknowledged acknowledged = new Acknowledged();
    private final StoppedTables stopped = new StoppedTables();
    private final Backoff backoff = new Backoff();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean entered;
    private volatile Health health = new Health(Health.State.STARTING, "not started");
    private volatile @Nullable Membership membership;

    /**
     * Opens nothing yet.
     *
     * @param kafka client settings, at least {@code bootstrap.servers}
     * @param source makes the mappings once the reader has said what the tables look like
     */
    public Writer(
            String name,
            Map<String, Object> kafka,
            RedisConnector redis,
            MappingSource source,
            FlowSettings flow,
            MeterRegistry meters,
            Tracing tracing,
            Clock clock) {
        this(new TopicNames(name), kafka, redis, source, null, flow, meters, tracing, clock);
    }

    /**
     * The same for topics that others fill.
     *
     * @param connect who does
     */
    public Writer(
            String name,
            Map<String, Object> kafka,
            RedisConnector redis,
            MappingSource source,
            ConnectSource connect,
            FlowSettings flow,
            MeterRegistry meters,
            Tracing tracing,
            Clock clock) {
        this(new TopicNames(name, connect.prefix()), kafka, redis, source, connect, flow, meters, tracing, clock);
    }

    private Writer(
            TopicNames names,
            Map<String, Object> kafka,
            RedisConnector redis,
            MappingSource source,
            @Nullable ConnectSource connect,
            FlowSettings flow,
            MeterRegistry meters,
            Tracing tracing,
            Clock clock) {
        this.names = names;
        this.connect = connect;
        this.kafka = Map.copyOf(kafka);
        this.redis = redis;
        this.source = source;
        this.flow = flow;
        this.tracing = tracing;
        this.clock = clock;
        this.metrics = new WriterMetrics(meters, stopped::tables);
        this.link = new RedisLink(redis, metrics);
    }

    /**
     * Works until {@link #close}.
     *
     * @throws HaltException when Redis cannot be brought up to date from what is in Kafka
     * @throws io.rowcast.config.InvalidConfigException when the mappings do not fit the tables
     */
    public void run() {
        entered = true;
        try {
            while (!closing.get()) {
                openSchemas().ifPresent(this::work);
            }
        } catch (RuntimeException e) {
            health = new Health(Health.State.HALTED, String.valueOf(e.getMessage()));
            throw e;
        } finally {
            link.close();
            ended.countDown();
        }
    }

    /** Nothing, after a pause, while Kafka's name has no address. */
    private Optional<TableSchemas> openSchemas() {
        long began = System.nanoTime();
        try {
            return Optional.of(connect == null ? new SchemaTopic(kafka, names) : new KnownSchemas(connect.schemas()));
        } catch (KafkaException e) {
            if (!BrokerNames.areUnresolved(e)) {
                throw e;
            }
            kafkaFailed(e);
            pauseAfter(began);
            return Optional.empty();
        }
    }

    private void work(TableSchemas opened) {
        try (TableSchemas schemas = opened) {
            Tables tables = new Tables(names, schemas, source, connect, metrics);
            await(tables);
            if (!closing.get()) {
                tables.begin();
            }
            while (!closing.get()) {
                member(tables);
            }
        }
    }

    private void await(Tables tables) {
        String awaited = tables.awaits(Duration.ZERO);
        while (!closing.get() && !awaited.isEmpty()) {
            health = new Health(Health.State.STARTING, awaited);
            awaited = tables.awaits(Duration.ofMillis(200));
        }
    }

    /** Works as a member of the consumer group until it is asked to close, or for as long as that goes well. */
    private void member(Tables tables) {
        long began = System.nanoTime();
        try (Membership joined =
                new Membership(names, kafka, tables, link, acknowledged, stopped, flow, metrics, tracing, clock)) {
            membership = joined;
            if (connect != null) {
                joined.lookAtTopics();
            }
            health = new Health(Health.State.OK, "");
            joined.run(closing);
        } catch (FencedException e) {
            metrics.fenced.increment();
            acknowledged.disownAll();
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("fenced; joins the group of writers anew");
            pauseAfter(began);
        } catch (KafkaException e) {
            kafkaFailed(e);
            pauseAfter(began);
        } finally {
            membership = null;
        }
    }

    private void kafkaFailed(KafkaException e) {
        if (BrokerNames.areUnresolved(e)) {
            health = new Health(Health.State.DEGRADED, "Kafka: none of its names has an address");
            LOG.atWarn().log("Kafka's name has no address; tries again");
        } else {
            health = new Health(Health.State.DEGRADED, "Kafka: " + e.getMessage());
            LOG.atWarn().setCause(e).log("Kafka failed; goes on from Redis's watermarks");
        }
    }

    private void pauseAfter(long began) {
        Duration pause = backoff.after(Duration.ofNanos(System.nanoTime() - began));
        if (!closing.get()) {
            pause(pause);
        }
    }

    private void pause(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.set(true);
        }
    }

    /** Degraded also while single tables are stopped: they need a person, all others are at work. */
    public Health health() {
        Health own = health;
        if (own.state() != Health.State.OK) {
            return own;
        }
        List<String> troubles = new ArrayList<>();
        stopped.trouble().ifPresent(troubles::add);
        Optional.ofNullable(link.away())
                .map(away -> away.startsWith(redis.address()) ? away : redis.address() + ": " + away)
                .ifPresent(troubles::add);
        Optional.ofNullable(membership)
                .map(Membership::kafkaAway)
                .map(away -> "Kafka: " + away)
                .ifPresent(troubles::add);
        return troubles.isEmpty() ? withLetters(own) : new Health(Health.State.DEGRADED, String.join("; ", troubles));
    }

    /** Rows among the dead letters keep no others from being applied, so they make it no less healthy. */
    private Health withLetters(Health own) {
        long waiting = metrics.waitingLetters();
        return waiting == 0
                ? own
                : new Health(own.state(), waiting + " dead letters wait; see them with: rowcast dead-letters list");
    }

    /** Whether this writer has the first partition of the table: of several writers, one says so. */
    public boolean leads(TableId table) {
        Membership joined = membership;
        return joined != null && joined.offsets().containsKey(names.table(table) + "-0");
    }

    /** What a person asks first: how far, how far behind, how fast. */
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        Membership joined = membership;
        status.put("offsets", joined == null ? Map.of() : joined.offsets());
        status.put("stopped", stopped.places());
        status.put("tables", metrics.tables());
        status.put("rows", metrics.rows());
        status.put("lagRecords", metrics.lag());
        status.put("lagSeconds", metrics.lagSeconds());
        status.put("commitToVisibleP50Millis", rounded(metrics.latencyMillis(0.5)));
        status.put("commitToVisibleP99Millis", rounded(metrics.latencyMillis(0.99)));
        status.put("rewinds", (long) metrics.rewinds.count());
        status.put("fenced", (long) metrics.fenced.count());
        status.put("redisOutages", (long) metrics.outages.count());
        status.put("deadLetters", metrics.deadLetters());
        status.put("deadLettersWaiting", metrics.waitingLetters());
        return status;
    }

    private static double rounded(double millis) {
        return Double.isNaN(millis) ? 0 : Math.round(millis * 100) / 100.0;
    }

    /** Applies what is in flight, then ends {@link #run}; returns when it has, or after some seconds. */
    @Override
    public void close() {
        closing.set(true);
        try {
            if (entered && !ended.await(8, TimeUnit.SECONDS)) {
                LOG.atWarn().log("the writer did not end in time; what it had in flight is settled at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

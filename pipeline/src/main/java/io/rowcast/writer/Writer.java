package io.rowcast.writer;

import io.github.resilience4j.core.IntervalFunction;
import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.mapping.Mapping;
import io.rowcast.model.Health;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.redis.RedisConnector;
import io.rowcast.topic.SchemaTopic;
import io.rowcast.topic.TopicNames;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
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
    private static final IntervalFunction BACKOFF =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(200), 2.0, 0.5, Duration.ofSeconds(5));

    private final TopicNames names;
    private final Map<String, Object> kafka;
    private final RedisConnector redis;
    private final Set<TableId> tables;
    private final Function<Map<TableId, TableSchema>, List<Mapping>> compiler;
    private final Clock clock;
    private final WriterMetrics metrics;
    private final MeterRegistry meters;
    private final RedisLink link;
    private final Acknowledged acknowledged = new Acknowledged();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean entered;
    private volatile Health health = new Health(Health.State.STARTING, "not started");
    private volatile @Nullable Membership membership;

    /**
     * Opens nothing yet.
     *
     * @param kafka client settings, at least {@code bootstrap.servers}
     * @param compiler makes the mappings once the reader has said what the tables look like
     */
    public Writer(
            String name,
            Map<String, Object> kafka,
            RedisConnector redis,
            Collection<TableId> tables,
            Function<Map<TableId, TableSchema>, List<Mapping>> compiler,
            MeterRegistry meters,
            Clock clock) {
        this.names = new TopicNames(name);
        this.kafka = Map.copyOf(kafka);
        this.redis = redis;
        this.tables = Set.copyOf(tables);
        this.compiler = compiler;
        this.clock = clock;
        this.meters = meters;
        this.metrics = new WriterMetrics(meters);
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
            List<Mapping> mappings = compiler.apply(awaitSchemas());
            for (int attempt = 0; !closing.get(); ) {
                attempt = member(mappings) ? 0 : attempt + 1;
                if (attempt > 0 && !closing.get()) {
                    pause(Duration.ofMillis(BACKOFF.apply(attempt)));
                }
            }
        } catch (RuntimeException e) {
            health = new Health(Health.State.HALTED, String.valueOf(e.getMessage()));
            throw e;
        } finally {
            link.close();
            ended.countDown();
        }
    }

    private Map<TableId, TableSchema> awaitSchemas() {
        Map<TableId, TableSchema> schemas = Map.of();
        try (SchemaTopic topic = new SchemaTopic(kafka, names)) {
            while (!closing.get() && !schemas.keySet().containsAll(tables)) {
                Set<TableId> missing = new TreeSet<>(tables);
                missing.removeAll(schemas.keySet());
                health = new Health(Health.State.STARTING, "waits for the reader to describe " + missing);
                topic.poll(Duration.ofMillis(200));
                schemas = topic.newest();
            }
        }
        if (closing.get()) {
            return Map.of();
        }
        Set<TableId> unmapped = new HashSet<>(schemas.keySet());
        unmapped.removeAll(tables);
        Map<TableId, TableSchema> mapped = new LinkedHashMap<>(schemas);
        mapped.keySet().removeAll(unmapped);
        return mapped;
    }

    /** Works as a member of the consumer group; returns whether it had a good time as one. */
    private boolean member(List<Mapping> mappings) {
        if (closing.get()) {
            return true;
        }
        try (Membership joined =
                new Membership(names, kafka, mappings, link, acknowledged, metrics, meters, clock, closing)) {
            membership = joined;
            health = new Health(Health.State.OK, "");
            joined.run();
            return true;
        } catch (FencedException e) {
            metrics.fenced.increment();
            acknowledged.disownAll();
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("fenced; joins the group of writers anew");
            return false;
        } catch (KafkaException e) {
            health = new Health(Health.State.DEGRADED, "Kafka: " + e.getMessage());
            LOG.atWarn().setCause(e).log("Kafka failed; goes on from Redis's watermarks");
            return false;
        } finally {
            membership = null;
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

    public Health health() {
        String away = link.away();
        if (health.state() == Health.State.OK && away != null) {
            return new Health(Health.State.DEGRADED, redis.address() + ": " + away);
        }
        Membership joined = membership;
        String kafkaAway = joined == null ? null : joined.kafkaAway();
        if (health.state() == Health.State.OK && kafkaAway != null) {
            return new Health(Health.State.DEGRADED, "Kafka: " + kafkaAway);
        }
        return health;
    }

    /** What a person asks first: how far, how far behind, how fast. */
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        Membership joined = membership;
        status.put("offsets", joined == null ? Map.of() : joined.offsets());
        status.put("lagRecords", metrics.lag());
        status.put("commitToVisibleP50Millis", rounded(metrics.latencyMillis(0.5)));
        status.put("commitToVisibleP99Millis", rounded(metrics.latencyMillis(0.99)));
        status.put("rewinds", (long) metrics.rewinds.count());
        status.put("fenced", (long) metrics.fenced.count());
        status.put("redisOutages", (long) metrics.outages.count());
        status.put("deadLetters", metrics.deadLetters());
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

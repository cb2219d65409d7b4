package io.rowcast.writer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What the writer counts. */
final class WriterMetrics {
    private static final double[] LATENCY_SECONDS = {.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 30, 60};

    /** What was counted so long ago says nothing of now: Redis is away. */
    private static final long STALE_MILLIS = 5_000;

    private final MeterRegistry meters;
    private final Timer latency;
    private final DistributionSummary batch;
    private final Counter commands;

    /** The stored watermark was lower than what Redis had acknowledged. */
    final Counter rewinds;

    /** What lies between the two, by offset. */
    final Counter rewoundRecords;

    /** Redis holds more than it had acknowledged: it applied a batch, and the reply was lost. */
    final Counter lostReplies;

    /** A batch was refused because another writer owns the lane. */
    final Counter fenced;

    /** Redis went away, or refused writes. */
    final Counter outages;

    /** All keys of a table were removed, for a truncation or a new snapshot. */
    final Counter resets;

    /** A record was passed over, since the one that it repeats was applied. */
    final Counter repeats;

    /** A dead letter was applied after all. */
    final Counter replayed;

    /** What each table has before it. */
    private final Map<String, Backlog> backlogs = new ConcurrentHashMap<>();

    /** As of the last round. */
    private static final class Backlog {
        final AtomicLong letters = new AtomicLong();
        final AtomicLong oldestMillis = new AtomicLong();
        final AtomicLong records = new AtomicLong();
        final AtomicLong retentionMillis = new AtomicLong(Long.MAX_VALUE);

        /** In milliseconds of the epoch: all that was in Kafka then is applied. */
        volatile long upToDate = System.currentTimeMillis();

        double lagSeconds() {
            long millis = Math.max(0, System.currentTimeMillis() - upToDate);
            return records.get() == 0 && millis < STALE_MILLIS ? 0 : millis / 1000.0;
        }

        double headroomSeconds() {
            long retention = retentionMillis.get();
            return retention == Long.MAX_VALUE ? Double.NaN : retention / 1000.0 - lagSeconds();
        }
    }

    /** @param stoppedTables counts the tables that stand still */
    WriterMetrics(MeterRegistry meters, Supplier<Number> stoppedTables) {
        this.meters = meters;
        this.latency = Timer.builder("rowcast.commit.to.visible")
                .description("From the commit in MySQL to the acknowledgement by Redis")
                .publishPercentiles(0.5, 0.99)
                .serviceLevelObjectives(buckets())
                .register(meters);
        this.batch = DistributionSummary.builder("rowcast.writer.batch.rows")
                .description("Row changes in one Redis transaction")
                .register(meters);
        this.commands = counter("rowcast.writer.commands", "Redis commands applied");
        this.rewinds = counter("rowcast.writer.rewinds", "Lanes sent back because Redis had lost acknowledged writes");
        this.rewoundRecords = counter(
                "rowcast.writer.rewound.records", "Offsets that lanes went back as Redis had lost acknowledged writes");
        this.lostReplies = counter(
                "rowcast.writer.lost.replies",
                "Lanes found further on than Redis had acknowledged, as a reply was lost");
        this.fenced = counter("rowcast.writer.fenced", "Batches refused because another writer owns the lane");
        this.outages = counter("rowcast.writer.redis.outages", "Times that Redis went away or refused writes");
        this.resets = counter("rowcast.writer.resets", "Times that all keys of a table were removed");
        this.repeats = counter("rowcast.writer.repeats", "Records passed over that Kafka Connect had written before");
        this.replayed = counter("rowcast.writer.dead.letters.replayed", "Dead letters that were applied after all");
        Gauge.builder("rowcast.writer.stopped.tables", stoppedTables)
                .description("Tables that stand still until their mapping file is mended")
                .register(meters);
    }

    private static Duration[] buckets() {
        Duration[] buckets = new Duration[LATENCY_SECONDS.length];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = Duration.ofNanos(Math.round(LATENCY_SECONDS[i] * 1e9));
        }
        return buckets;
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    Counter rows(String table) {
        return Counter.builder("rowcast.writer.rows")
                .description("Row changes applied to Redis")
                .tag("table", table)
                .register(meters);
    }

    Counter deadLetters(String table) {
        return Counter.builder("rowcast.writer.dead.letters")
                .description("Records written to the dead-letter topic")
                .tag("table", table)
                .register(meters);
    }

    /** Dead letters of all tables since the start of the process. */
    long deadLetters() {
        return meters.find("rowcast.writer.dead.letters").counters().stream()
                .mapToLong(counter -> (long) counter.count())
                .sum();
    }

    /** Dead letters of this writer's lanes that wait, all tables together. */
    long waitingLetters() {
        return backlogs.values().stream()
                .mapToLong(backlog -> backlog.letters.get())
                .sum();
    }

    /** Counts what waits in the lanes, which are all that there are. */
    void waiting(Collection<Lane> lanes, Instant now) {
        forEachTable(lanes, (backlog, own) -> {
            backlog.letters.set(
                    own.stream().mapToLong(lane -> lane.letters.size()).sum());
            backlog.oldestMillis.set(own.stream()
                    .flatMap(lane -> lane.letters.oldest().stream())
                    .mapToLong(oldest -> Duration.between(oldest, now).toMillis())
                    .max()
                    .orElse(0));
        });
    }

    /** Counts what is not applied in the lanes, which are all that there are. */
    void lag(Collection<Lane> lanes, ToLongFunction<Lane> records) {
        long now = System.currentTimeMillis();
        forEachTable(lanes, (backlog, own) -> {
            long all = 0;
            long upToDate = now;
            for (Lane lane : own) {
                long behind = records.applyAsLong(lane);
                all += behind;
                if (behind == 0) {
                    lane.upToDateAt(now);
                }
                upToDate = Math.min(upToDate, lane.upToDate());
            }
            backlog.records.set(all);
            backlog.upToDate = upToDate;
        });
    }

    /** @param millis by table: how long Kafka keeps its records */
    void retention(Map<String, Long> millis) {
        millis.forEach((table, kept) ->
                backlogs.computeIfAbsent(table, this::backlog).retentionMillis.set(kept));
    }

    private void forEachTable(Collection<Lane> lanes, BiConsumer<Backlog, List<Lane>> each) {
        Map<String, List<Lane>> tables =
                lanes.stream().collect(Collectors.groupingBy(lane -> lane.table.id.toString()));
        tables.keySet().forEach(table -> backlogs.computeIfAbsent(table, this::backlog));
        backlogs.forEach((table, backlog) -> each.accept(backlog, tables.getOrDefault(table, List.of())));
    }

    private Backlog backlog(String table) {
        Backlog backlog = new Backlog();
        Gauge.builder("rowcast.writer.dead.letters.waiting", backlog.letters, AtomicLong::get)
                .description("Dead letters that wait to be replayed or discarded")
                .tag("table", table)
                .register(meters);
        Gauge.builder("rowcast.writer.dead.letters.oldest", backlog.oldestMillis, millis -> millis.get() / 1000.0)
                .description("Since when the oldest of them waits")
                .baseUnit("seconds")
                .tag("table", table)
                .register(meters);
        Gauge.builder("rowcast.writer.lag.records", backlog.records, AtomicLong::get)
                .description("Kafka records of this writer's partitions that are not yet applied")
                .tag("table", table)
                .register(meters);
        Gauge.builder("rowcast.writer.lag", backlog, Backlog::lagSeconds)
                .description("How old what is applied is: since when records wait in Kafka")
                .baseUnit("seconds")
                .tag("table", table)
                .register(meters);
        Gauge.builder("rowcast.writer.retention.headroom", backlog, Backlog::headroomSeconds)
                .description("How long Kafka will yet keep the oldest record that is not applied")
                .baseUnit("seconds")
                .tag("table", table)
                .register(meters);
        return backlog;
    }

    void applied(int rows, int redisCommands) {
        batch.record(rows);
        commands.increment(redisCommands);
    }

    void visible(Instant committed, Instant now) {
        Duration took = Duration.between(committed, now);
        latency.record(took.isNegative() ? Duration.ZERO : took);
    }

    long lag() {
        return backlogs.values().stream()
                .mapToLong(backlog -> backlog.records.get())
                .sum();
    }

    double lagSeconds() {
        return backlogs.values().stream().mapToDouble(Backlog::lagSeconds).max().orElse(0);
    }

    /** Row changes of all tables since the start of the process. */
    long rows() {
        return meters.find("rowcast.writer.rows").counters().stream()
                .mapToLong(counter -> (long) counter.count())
                .sum();
    }

    /** By table, what a person asks for: rows applied, records and seconds behind. */
    Map<String, Map<String, Object>> tables() {
        Map<String, Map<String, Object>> tables = new TreeMap<>();
        backlogs.forEach((table, backlog) -> {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("rows", (long) rows(table).count());
            facts.put("lagRecords", backlog.records.get());
            facts.put("lagSeconds", backlog.lagSeconds());
            facts.put("deadLettersWaiting", backlog.letters.get());
            tables.put(table, facts);
        });
        return tables;
    }

    /** Milliseconds at a percentile of the recent past: 0.5 or 0.99. */
    double latencyMillis(double percentile) {
        for (var value : latency.takeSnapshot().percentileValues()) {
            if (value.percentile() == percentile) {
                return value.value(java.util.concurrent.TimeUnit.MILLISECONDS);
            }
        }
        return Double.NaN;
    }
}

package io.rowcast.benchmark.pipeline;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.rowcast.benchmark.pipeline.Figure.Target;
import io.rowcast.fixture.RowcastProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * From the commit in MySQL to a client of Redis that sees it, with {@code rowcast run} between: one client commits rows at a
 * fixed rate, another polls Redis. The time counts from when a commit was due, so a client that falls behind does not hide
 * anything. Months of running are what counts, and not the first minute.
 */
final class LatencySection implements Section {
    private static final int[] RATES = {100, 1_000, 5_000};
    private static final int[] QUICK_RATES = {1_000};
    private static final int CLIENTS = 4;
    private static final String COMMIT = "rowcast_reader_commit_seconds";
    private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    /** Before anything counts, so that the JVM compiles meanwhile: on two cores, that doubles the time of a change. */
    private static final int FIRST_RATE = 2_000;

    @Override
    public void run(Lab lab, Report report) throws Exception {
        lab.execute("CREATE TABLE bench.ticks (client INT NOT NULL PRIMARY KEY, tick BIGINT NOT NULL)");
        for (int client = 0; client < CLIENTS; client++) {
            lab.execute("INSERT INTO bench.ticks VALUES (" + client + ", -1)");
        }
        var mapping =
                lab.mapping("ticks", "table: bench.ticks\nredis:\n  - string: tick:{client}\n    value: \"{tick}\"\n");
        RedisClient client = RedisClient.create(lab.redis.uri());
        try (RowcastProcess run = Lab.start("run", lab.embedded("ticks", mapping));
                var connection = client.connect()) {
            run.awaitReady();
            run.await("behind its snapshot", () -> connection.sync().exists("tick:0") == 1);
            new Ticks(lab, FIRST_RATE, Duration.ofSeconds(lab.quick ? 10 : 60)).measure(connection.sync());
            for (int rate : lab.quick ? QUICK_RATES : RATES) {
                Ticks ticks = new Ticks(lab, rate, WARM_UP.plus(Duration.ofSeconds(lab.quick ? 6 : 20)));
                double time = run.metric(COMMIT + "_sum");
                double count = run.metric(COMMIT + "_count");
                Histogram seen = ticks.measure(connection.sync());
                report(report, rate, seen, ticks.committed());
                double mean = (run.metric(COMMIT + "_sum") - time) / (run.metric(COMMIT + "_count") - count);
                report.add(new Figure(
                        "commit to visible", title(rate, "Kafka's transactions in it, mean"), "ms", 1000 * mean));
            }
            run.terminate();
        } finally {
            client.shutdown();
        }
    }

    private static void report(Report report, int rate, Histogram seen, Histogram committed) {
        double[] percentiles = {50, 99, 99.9};
        double[] targets = {4, 20, Double.NaN};
        for (int i = 0; i < percentiles.length; i++) {
            Figure figure = new Figure(
                            "commit to visible",
                            title(rate, "p" + (percentiles[i] == 99.9 ? "99.9" : "" + (int) percentiles[i])),
                            "ms",
                            seen.getValueAtPercentile(percentiles[i]) / 1000.0)
                    .against("until MySQL has answered", committed.getValueAtPercentile(percentiles[i]) / 1000.0);
            report.add(rate == 1_000 && i < 2 ? figure.toBe(Target.valueAtMost(targets[i])) : figure);
        }
    }

    private static String title(int rate, String what) {
        return String.format(Locale.ROOT, "%,d rows/s, %s", rate, what);
    }

    /** One run at one rate: each client of MySQL counts up a row of its own. */
    private static final class Ticks {
        private final Lab lab;
        private final long intervalNanos;
        private final long ticks;
        private final long began = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

        /** By client and tick, when MySQL had answered. */
        private final AtomicLongArray[] acknowledged = new AtomicLongArray[CLIENTS];

        Ticks(Lab lab, int rate, Duration length) {
            this.lab = lab;
            this.intervalNanos = TimeUnit.SECONDS.toNanos(CLIENTS) / rate;
            this.ticks = length.toNanos() / intervalNanos;
            Arrays.setAll(acknowledged, client -> new AtomicLongArray((int) ticks));
        }

        private long due(int client, long tick) {
            return began + tick * intervalNanos + client * intervalNanos / CLIENTS;
        }

        private void commit(int client) {
            try (var connection = lab.connect();
                    var update =
                            connection.prepareStatement("UPDATE bench.ticks SET tick = ? WHERE client = " + client)) {
                for (long tick = 0; tick < ticks && failure.get() == null; tick++) {
                    for (long wait = due(client, tick) - System.nanoTime();
                            wait > 0;
                            wait = due(client, tick) - System.nanoTime()) {
                        LockSupport.parkNanos(wait);
                    }
                    update.setLong(1, tick);
                    update.execute();
                    acknowledged[client].set((int) tick, System.nanoTime());
                }
            } catch (SQLException | RuntimeException e) {
                failure.set(e);
            }
        }

        /** Microseconds. */
        Histogram measure(RedisCommands<String, String> redis) throws Exception {
            lab.execute("UPDATE bench.ticks SET tick = -1");
            String[] keys = new String[CLIENTS];
            long[] seen = new long[CLIENTS];
            for (int client = 0; client < CLIENTS; client++) {
                keys[client] = "tick:" + client;
                seen[client] = -1;
                while (!"-1".equals(redis.get(keys[client]))) {
                    LockSupport.parkNanos(POLL_NANOS);
                }
                int own = client;
                Thread thread = new Thread(() -> commit(own), "ticks-" + client);
                thread.setDaemon(true);
                thread.start();
            }
            return poll(redis, keys, seen);
        }

        /** Microseconds from when a commit was due to MySQL's answer. */
        Histogram committed() {
            Histogram histogram = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
            for (int client = 0; client < CLIENTS; client++) {
                for (int tick = 0; tick < ticks; tick++) {
                    if (due(client, tick) - began > WARM_UP.toNanos()) {
                        histogram.recordValue((acknowledged[client].get(tick) - due(client, tick)) / 1_000);
                    }
                }
            }
            return histogram;
        }

        private Histogram poll(RedisCommands<String, String> redis, String[] keys, long[] seen) throws Exception {
            Histogram histogram = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
            int ended = 0;
            while (ended < keys.length) {
                if (failure.get() != null) {
                    throw new IllegalStateException("a client of MySQL failed", failure.get());
                }
                var values = redis.mget(keys);
                long now = System.nanoTime();
                ended = 0;
                for (int client = 0; client < keys.length; client++) {
                    long tick = Long.parseLong(values.get(client).getValue());
                    while (seen[client] < tick) {
                        long due = due(client, ++seen[client]);
                        if (due - began > WARM_UP.toNanos()) {
                            histogram.recordValue(Math.max(0, (now - due) / 1_000));
                        }
                    }
                    ended += seen[client] == ticks - 1 ? 1 : 0;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
            return histogram;
        }
    }
}

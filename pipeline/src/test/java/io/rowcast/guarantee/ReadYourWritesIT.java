package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for his transaction reads what he wrote: each of many writes is waited for, and then read from Redis. */
class ReadYourWritesIT {
    private static final int WRITES = Integer.getInteger("rowcast.writes", 1_200);
    private static final int CLIENTS = 4;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path mappings;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Long> micros = new CopyOnWriteArrayList<>();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();

    /** Held by who waits and reads; alone by who makes Redis forget: what was read before may be gone behind it. */
    private final ReadWriteLock memory = new ReentrantReadWriteLock(true);

    @Test
    void inOneProcess() throws Exception {
        prepare();
        RowcastSettings settings = RowcastSettings.embedded("read-your-writes-run", mappings);
        try (RowcastProcess run = RowcastProcess.start("run", settings)) {
            run.awaitReady();
            write(List.of(run), () -> null);
        }
        report("one process");
    }

    @Test
    void overDeathsOfReaderAndWriterAndARedisThatForgets() throws Exception {
        prepare();
        RowcastSettings settings = RowcastSettings.external("read-your-writes", mappings);
        try (RowcastProcess first = RowcastProcess.start("reader", settings);
                RowcastProcess stays = RowcastProcess.start("writer", settings);
                RowcastProcess dies = RowcastProcess.start("writer", settings)) {
            first.awaitReady();
            stays.awaitReady();
            dies.awaitReady();
            write(List.of(stays), () -> {
                awaitWrites(WRITES / 4);
                dies.kill();
                awaitWrites(WRITES / 2);
                memory.writeLock().lock();
                try (RedisView redis = TestServers.redis().open()) {
                    redis.sync().flushall();
                } finally {
                    memory.writeLock().unlock();
                }
                awaitWrites(WRITES * 3 / 4);
                first.kill();
                try (RowcastProcess second = RowcastProcess.start("reader", settings)) {
                    awaitWrites(WRITES);
                    assertThat(second.metric("rowcast_reader_rows_total")).isPositive();
                }
                return null;
            });
            assertThat(stays.metric("rowcast_writer_rewinds_total")).isPositive();
        }
        report("split");
    }

    /** The rows of one table are spread over four partitions; most writes leave most partitions alone. */
    private void prepare() throws SQLException, IOException {
        TestServers.mysql().createDatabase("waited");
        try (Connection mysql = TestServers.mysql().root();
                Statement statement = mysql.createStatement()) {
            for (String table : List.of("many", "few")) {
                statement.execute("CREATE TABLE waited." + table + " (id INT PRIMARY KEY, n INT)");
                Files.writeString(mappings.resolve(table + ".yml"), """
                        table: waited.%1$s
                        redis:
                          - hash: %1$s:{id}
                        """.formatted(table));
            }
            statement.execute("CREATE TABLE waited.unmapped (id INT PRIMARY KEY, n INT)");
        }
        try (RedisView redis = TestServers.redis().open()) {
            redis.sync().flushall();
        }
    }

    private void write(List<RowcastProcess> asked, Callable<Void> disturbance) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int own = client;
                running.add(threads.submit(() -> client(own, asked.get(own % asked.size()))));
            }
            running.add(threads.submit(disturbance));
            for (Future<Void> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Void client(int client, RowcastProcess asked) throws Exception {
        try (Connection mysql = TestServers.mysql().root();
                Statement statement = mysql.createStatement();
                RedisView redis = TestServers.redis().open()) {
            for (int n = 1; written.get() < WRITES; n++) {
                String table = n % 10 == 0 ? "few" : "many";
                int id = client * 100 + n % 7;
                if (n % 50 == 0) {
                    statement.execute("REPLACE INTO waited.unmapped VALUES (" + client + ", " + n + ")");
                }
                statement.execute("REPLACE INTO waited." + table + " VALUES (" + id + ", " + n + ")");
                String gtids = executed(statement);
                memory.readLock().lock();
                try {
                    await(asked, gtids);
                    assertThat(redis.sync().hget(table + ":" + id, "n")).isEqualTo(String.valueOf(n));
                } finally {
                    memory.readLock().unlock();
                }
                written.incrementAndGet();
            }
        }
        return null;
    }

    private static String executed(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT @@GLOBAL.gtid_executed")) {
            row.next();
            return row.getString(1);
        }
    }

    private void await(RowcastProcess asked, String gtids) throws Exception {
        URI page = URI.create(
                asked.address() + "/wait?timeout=20s&gtid=" + URLEncoder.encode(gtids, StandardCharsets.UTF_8));
        long began = System.nanoTime();
        HttpResponse<String> answer;
        do {
            answer = http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 504) {
                late.incrementAndGet();
            }
        } while (answer.statusCode() == 504 && System.nanoTime() - began < LIMIT.toNanos());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        micros.add((System.nanoTime() - began) / 1_000);
    }

    private void awaitWrites(int count) {
        Awaitility.await()
                .atMost(LIMIT.multipliedBy(2))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> written.get() >= count);
    }

    private void report(String shape) {
        assertThat(micros).hasSizeGreaterThanOrEqualTo(WRITES);
        List<Long> sorted = micros.stream().sorted().toList();
        System.out.printf(
                "read your writes, %s: %d writes, none stale; waited p50 %.1f ms, p99 %.1f ms, longest %.0f ms; timeouts %d%n",
                shape,
                sorted.size(),
                sorted.get(sorted.size() / 2) / 1e3,
                sorted.get(sorted.size() * 99 / 100) / 1e3,
                sorted.get(sorted.size() - 1) / 1e3,
                late.get());
    }
}

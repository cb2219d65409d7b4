package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader's process is killed again and again, in the snapshot and in the stream, while MySQL is written to. */
class ReaderKilledIT {
    private static final int SNAPSHOT_ROWS = 30_000;
    private static final int KILLS = Integer.getInteger("rowcast.kills", 2);

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // each test starts its own
    private Servers servers;

    @AfterEach
    void stop() throws Exception {
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyChangeArrivesOnceAndInOrder(boolean gtids) throws Exception {
        servers = gtids ? new Servers() : new Servers("--gtid-mode=OFF", "--enforce-gtid-consistency=OFF");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        System.out.println("seed " + seed);
        servers.mysql.execute(
                "CREATE TABLE shop.killed (id BIGINT PRIMARY KEY, n BIGINT, pad VARCHAR(100))",
                "SET SESSION cte_max_recursion_depth = 1000000",
                "INSERT INTO shop.killed SELECT i, 0, REPEAT('x', 100) FROM (WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL "
                        + "SELECT i + 1 FROM s WHERE i < " + SNAPSHOT_ROWS + ") SELECT i FROM s) x");
        AtomicBoolean go = new AtomicBoolean(true);
        Thread load = new Thread(() -> load(new Random(seed + 1), go), "load");
        try (TopicView view = killed(random)) {
            int inSnapshot = new Replay(view.poll()).resets() / RunningReader.PARTITIONS;
            load.start();
            for (int kill = 0; kill < KILLS; kill++) {
                killAfter(view, 1 + random.nextInt(3_000));
            }
            go.set(false);
            load.join();
            Map<String, Long> expected = table();
            try (ReaderProcess last = process()) {
                Replay replay = new Replay(view.poll());
                long deadline = System.nanoTime() + 120_000_000_000L;
                while (!numbers(replay).equals(expected) && System.nanoTime() < deadline && last.isAlive()) {
                    view.poll();
                    replay = new Replay(view.poll());
                }
                assertThat(numbers(replay)).as("seed " + seed).isEqualTo(expected);
                assertThat(replay.complete()).isEqualTo(replay.generation());
                assertThat(inSnapshot).as("kills in the snapshot").isGreaterThan(1);
                System.out.println("records " + view.poll().size() + ", snapshots begun " + inSnapshot + ", rows "
                        + expected.size());
            }
        } finally {
            go.set(false);
        }
    }

    /** Kills in the middle of snapshots. */
    private TopicView killed(Random random) throws Exception {
        TopicView view;
        try (ReaderProcess first = process()) {
            view = servers.view("killed", "killed");
            awaitMore(view, 1, first);
        }
        for (int i = 0; i < 2; i++) {
            killAfter(view, 1 + random.nextInt(SNAPSHOT_ROWS / 3));
        }
        return view;
    }

    private void killAfter(TopicView view, int rows) throws Exception {
        try (ReaderProcess process = process()) {
            awaitMore(view, rows, process);
        }
    }

    private void awaitMore(TopicView view, int rows, ReaderProcess process) throws Exception {
        int from = view.poll().size();
        long deadline = System.nanoTime() + 180_000_000_000L;
        while (view.poll().size() < from + rows) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new AssertionError("nothing comes: " + Files.readString(folder.resolve("reader.log")));
            }
        }
    }

    private ReaderProcess process() throws Exception {
        return new ReaderProcess(
                "killed", servers.mysql, servers.kafka.properties(), folder.resolve("reader.log"), "shop.killed");
    }

    private Map<String, Long> numbers(Replay replay) {
        Map<String, Long> numbers = new HashMap<>();
        replay.rows().forEach((key, row) -> numbers.put(key, row.path("n").asLong()));
        return numbers;
    }

    private Map<String, Long> table() throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        try (Connection connection = servers.mysql.root();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT id, n FROM shop.killed")) {
            while (result.next()) {
                rows.put("{\"id\":" + result.getLong(1) + "}", result.getLong(2));
            }
        }
        return rows;
    }

    /** Transactions of one row and of thousands, changed keys, and rows of a table that is not captured between them. */
    private void load(Random random, AtomicBoolean go) {
        servers.mysql.execute("CREATE TABLE shop.other (id BIGINT AUTO_INCREMENT PRIMARY KEY, n INT)");
        int next = 1_000_000;
        try (Connection connection = servers.mysql.root();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (go.get()) {
                int kind = random.nextInt(10);
                int id = 1 + random.nextInt(SNAPSHOT_ROWS);
                if (kind == 0) {
                    statement.execute(
                            "UPDATE shop.killed SET n = n + 1 WHERE id BETWEEN " + id + " AND " + (id + 3_000));
                } else if (kind == 1) {
                    statement.execute(
                            "UPDATE shop.killed SET id = id + 10000000 WHERE id BETWEEN " + id + " AND " + (id + 20));
                } else if (kind == 2) {
                    statement.execute("DELETE FROM shop.killed WHERE id = " + id);
                } else {
                    for (int i = 0; i < 10; i++) {
                        statement.execute("INSERT INTO shop.killed VALUES (" + next++ + ", 1, 'y')");
                        statement.execute("INSERT INTO shop.other (n) VALUES (1)");
                    }
                }
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

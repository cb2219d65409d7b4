package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader's process is killed while it reads an altered table as a whole, and MySQL is written to. */
class TableReloadKilledIT {
    private static final int ROWS = 60_000;
    private static final int KILLS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(120);

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
    void itIsReadAgainAsAnotherGeneration(boolean gtids) throws Exception {
        servers = gtids ? new Servers() : new Servers("--gtid-mode=OFF", "--enforce-gtid-consistency=OFF");
        servers.mysql.execute(
                "CREATE TABLE shop.reread (id BIGINT PRIMARY KEY, n BIGINT, pad VARCHAR(100))",
                "SET SESSION cte_max_recursion_depth = 1000000",
                "INSERT INTO shop.reread SELECT i, 0, REPEAT('x', 100) FROM (WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL "
                        + "SELECT i + 1 FROM s WHERE i < " + ROWS + ") SELECT i FROM s) x");
        AtomicBoolean go = new AtomicBoolean(true);
        Thread load = new Thread(() -> load(new Random(7), go), "load");
        int inReload = 0;
        try (ReaderProcess first = process();
                TopicView view = servers.view("reread", "reread")) {
            awaitComplete(view, first);
            load.start();
            ReaderProcess running = first;
            for (int kill = 1; kill <= KILLS; kill++) {
                int resets = resets(view);
                servers.mysql.execute("ALTER TABLE shop.reread ADD COLUMN c" + kill + " INT NOT NULL DEFAULT " + kill);
                awaitReset(view, resets, running);
                running.close();
                inReload += isComplete(view) ? 0 : 1;
                running = process();
                awaitComplete(view, running);
            }
            go.set(false);
            load.join();
            awaitEqual(view, running);
            running.close();
        } finally {
            go.set(false);
        }
        System.out.println("killed in the middle of a reload: " + inReload + " times");
        assertThat(inReload).as("kills in the middle of a reload").isPositive();
    }

    private static int resets(TopicView view) {
        return new Replay(view.poll()).resets();
    }

    private static boolean isComplete(TopicView view) {
        Replay replay = new Replay(view.poll());
        return !replay.complete().isEmpty() && replay.complete().equals(replay.generation());
    }

    private void awaitReset(TopicView view, int before, ReaderProcess process) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        int seen = view.poll().size();
        while (resetsSince(view, seen) == 0) {
            require(System.nanoTime() < deadline && process.isAlive());
        }
        assertThat(resets(view)).isGreaterThan(before);
    }

    private static long resetsSince(TopicView view, int seen) {
        return view.poll().stream()
                .skip(seen)
                .filter(each -> each.op().equals("t"))
                .count();
    }

    private void awaitComplete(TopicView view, ReaderProcess process) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isComplete(view)) {
            require(System.nanoTime() < deadline && process.isAlive());
        }
    }

    private void awaitEqual(TopicView view, ReaderProcess process) throws Exception {
        Map<String, String> expected = table();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!rows(view).equals(expected)) {
            require(System.nanoTime() < deadline && process.isAlive());
        }
        assertThat(isComplete(view)).isTrue();
    }

    private void require(boolean holds) throws Exception {
        if (!holds) {
            throw new AssertionError("nothing comes: " + Files.readString(folder.resolve("reader.log")));
        }
    }

    private static Map<String, String> rows(TopicView view) {
        Map<String, String> rows = new HashMap<>();
        new Replay(view.poll())
                .rows()
                .forEach((key, row) -> rows.put(
                        key, row.path("n") + "|" + row.path("c1") + "|" + row.path("c2") + "|" + row.path("c3")));
        return rows;
    }

    private Map<String, String> table() throws SQLException {
        Map<String, String> rows = new HashMap<>();
        try (Connection connection = servers.mysql.root();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT id, CONCAT_WS('|', n, c1, c2, c3) FROM shop.reread")) {
            while (result.next()) {
                rows.put("{\"id\":" + result.getLong(1) + "}", result.getString(2));
            }
        }
        return rows;
    }

    private ReaderProcess process() throws Exception {
        return new ReaderProcess(
                "reread", servers.mysql, servers.kafka.properties(), folder.resolve("reader.log"), "shop.reread");
    }

    /** Inserts, updates, changed keys and deletes, in small transactions. */
    private void load(Random random, AtomicBoolean go) {
        long next = 1_000_000;
        try (Connection connection = servers.mysql.root();
                Statement statement = connection.createStatement()) {
            while (go.get()) {
                int id = 1 + random.nextInt(ROWS);
                statement.execute(
                        switch (random.nextInt(5)) {
                            case 0 -> "INSERT INTO shop.reread (id, n) VALUES (" + next++ + ", 1)";
                            case 1 -> "DELETE FROM shop.reread WHERE id = " + id;
                            case 2 -> "UPDATE shop.reread SET id = " + next++ + " WHERE id = " + id;
                            default -> "UPDATE shop.reread SET n = n + 1 WHERE id BETWEEN " + id + " AND " + (id + 20);
                        });
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

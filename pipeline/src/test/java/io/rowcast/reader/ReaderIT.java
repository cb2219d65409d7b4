package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Health.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The reader on a MySQL and a Kafka that are well. */
class ReaderIT {
    private static Servers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = new Servers();
    }

    @AfterAll
    static void stop() throws Exception {
        servers.close();
    }

    @Test
    void snapshotThenStreamThenRestartNeitherLosesNorDoubles() {
        servers.mysql.execute(
                "CREATE TABLE shop.orders (id BIGINT PRIMARY KEY, note VARCHAR(50))",
                "INSERT INTO shop.orders VALUES (1, 'one'), (2, 'two'), (3, NULL)");
        try (RunningReader first = servers.reader("restart", "orders").awaitState(State.OK);
                TopicView view = servers.view("restart", "orders")) {
            view.awaitRows(3);
            servers.mysql.execute(
                    "INSERT INTO shop.orders VALUES (4, 'four'), (5, 'five')",
                    "UPDATE shop.orders SET note = 'new' WHERE id = 1",
                    "DELETE FROM shop.orders WHERE id = 2");
            view.awaitRows(7);
            first.close();
            servers.mysql.execute("INSERT INTO shop.orders VALUES (6, 'while stopped')");
            try (RunningReader second = servers.reader("restart", "orders").awaitState(State.OK)) {
                servers.mysql.execute("INSERT INTO shop.orders VALUES (7, 'seven')");
                view.awaitRows(9);
                assertThat(second.reader.status()).containsKeys("position", "rows", "snapshot");
            }
            Replay replay = new Replay(view.poll());
            assertThat(replay.rows()).hasSize(6).doesNotContainKey("{\"id\":2}");
            assertThat(replay.rows().get("{\"id\":1}")).hasToString("{\"id\":1,\"note\":\"new\"}");
            assertThat(replay.complete()).isEqualTo(replay.generation()).hasSize(RunningReader.PARTITIONS);
            assertThat(Set.copyOf(replay.generation().values())).hasSize(1);
        }
    }

    @Test
    void anEmptyTableIsCompleteToo() {
        servers.mysql.execute("CREATE TABLE shop.empty (id INT PRIMARY KEY)");
        try (RunningReader reader = servers.reader("empty", "empty").awaitState(State.OK);
                TopicView view = servers.view("empty", "empty")) {
            servers.mysql.execute("INSERT INTO shop.empty VALUES (1)");
            view.awaitRows(1);
            Replay replay = new Replay(view.poll());
            assertThat(replay.complete()).isEqualTo(replay.generation()).hasSize(RunningReader.PARTITIONS);
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void aChangedPrimaryKeyIsADeleteThenAnInsert() {
        servers.mysql.execute("CREATE TABLE shop.moved (id INT PRIMARY KEY, n INT)");
        try (RunningReader reader = servers.reader("moved", "moved").awaitState(State.OK);
                TopicView view = servers.view("moved", "moved")) {
            servers.mysql.execute("INSERT INTO shop.moved SELECT * FROM (WITH RECURSIVE s(i) AS "
                    + "(SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 900) SELECT i, i AS n FROM s) x");
            servers.mysql.execute("UPDATE shop.moved SET id = id + 1000000 ORDER BY id DESC");
            view.awaitRows(900 * 3);
            Replay replay = new Replay(view.poll());
            assertThat(replay.rows()).hasSize(900).containsKey("{\"id\":1000900}");
            assertThat(reader.reader.status()).containsEntry("rows", 2700L);
        }
    }

    @Test
    void truncateIsToldToEveryPartition() {
        servers.mysql.execute(
                "CREATE TABLE shop.cut (id INT PRIMARY KEY)", "INSERT INTO shop.cut VALUES (1), (2), (3), (4), (5)");
        try (RunningReader reader = servers.reader("cut", "cut").awaitState(State.OK);
                TopicView view = servers.view("cut", "cut")) {
            view.awaitRows(5);
            servers.mysql.execute("TRUNCATE TABLE shop.cut", "INSERT INTO shop.cut VALUES (6)");
            view.awaitRows(6);
            Replay replay = new Replay(view.poll());
            assertThat(replay.rows()).containsOnlyKeys("{\"id\":6}");
            assertThat(replay.resetAgain()).isEqualTo(RunningReader.PARTITIONS);
            assertThat(Set.copyOf(replay.generation().values()))
                    .hasSize(1)
                    .doesNotContainAnyElementsOf(replay.complete().values());
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void anInsertIsSeenWithinMilliseconds() throws Exception {
        servers.mysql.execute("CREATE TABLE shop.quick (id INT PRIMARY KEY)");
        List<Double> millis = new ArrayList<>();
        try (RunningReader reader = servers.reader("quick", "quick").awaitState(State.OK);
                TopicView view = servers.view("quick", "quick");
                Connection connection = servers.mysql.root();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO shop.quick VALUES (?)")) {
            for (int id = 1; id <= 400; id++) {
                insert.setInt(1, id);
                insert.executeUpdate();
                long committed = System.nanoTime();
                while (view.rows().size() < id) {
                    view.poll();
                }
                if (id > 100) {
                    millis.add((System.nanoTime() - committed) / 1e6);
                }
            }
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
        List<Double> sorted = millis.stream().sorted().toList();
        Map<String, Double> figures = Map.of("p50", sorted.get(150), "p99", sorted.get(296));
        System.out.println("insert -> visible in topic, ms: " + figures);
        assertThat(sorted.get(150)).as("p50 in ms").isLessThan(50);
        assertThat(sorted.stream().map(Double::intValue).collect(Collectors.toSet()))
                .isNotEmpty();
    }
}

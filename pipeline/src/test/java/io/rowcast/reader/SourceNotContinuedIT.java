package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Health.State;
import io.rowcast.reader.catalog.SourceOffset;
import io.rowcast.reader.kafka.KafkaClients;
import io.rowcast.reader.kafka.SourceHaltedException;
import io.rowcast.reader.kafka.TableTopics;
import io.rowcast.reader.kafka.Transactions;
import io.rowcast.topic.TopicNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What nothing can be continued from: the reader halts, the position stays where it was, and the way out that the message
 * names makes the topic equal to MySQL again.
 */
class SourceNotContinuedIT {
    private static Servers servers;

    @BeforeAll
    static void start() {
        servers = new Servers();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void aStatementInPlaceOfRows() {
        table("statement");
        haltsWhileItRuns(
                "statement",
                "a statement about shop.statement",
                "SET SESSION binlog_format = STATEMENT",
                "INSERT INTO shop.statement VALUES (10, 'by statement', NULL)");
    }

    @Test
    void aStatementAboutAnotherTableIsNoReason() {
        table("bystander");
        servers.mysql.execute("CREATE TABLE shop.uncaptured (id INT PRIMARY KEY)");
        try (RunningReader reader = servers.reader("bystander", "bystander").awaitState(State.OK);
                TopicView view = servers.view("bystander", "bystander")) {
            view.awaitRows(2);
            servers.mysql.execute(
                    "SET SESSION binlog_format = STATEMENT",
                    "INSERT INTO shop.uncaptured SELECT id FROM shop.bystander",
                    "DELETE FROM shop.uncaptured");
            servers.mysql.execute("INSERT INTO shop.bystander VALUES (3, 'c', NULL)");
            view.awaitRows(3);
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void rowsWithSomeOfTheirColumns() {
        table("minimal");
        haltsWhileItRuns(
                "minimal",
                "internal schema size",
                "SET SESSION binlog_row_image = MINIMAL",
                "UPDATE shop.minimal SET name = 'changed' WHERE id = 1");
    }

    @Tag("soak")
    @Test
    void rowsWithoutTheirLongColumns() {
        table("noblob");
        haltsWhileItRuns(
                "noblob",
                "internal schema size",
                "SET SESSION binlog_row_image = NOBLOB",
                "UPDATE shop.noblob SET name = 'changed' WHERE id = 1");
    }

    @Test
    void partsOfJsonValues() {
        servers.mysql.execute(
                "CREATE TABLE shop.partial (id INT PRIMARY KEY, doc JSON)",
                "INSERT INTO shop.partial VALUES (1, JSON_OBJECT('a', 1, 'pad', REPEAT('x', 200))), (2, '{}')");
        haltsWhileItRuns(
                "partial",
                "parts of JSON values",
                "SET SESSION binlog_row_value_options = PARTIAL_JSON",
                "UPDATE shop.partial SET doc = JSON_SET(doc, '$.a', 2) WHERE id = 1");
    }

    @Test
    void aBinlogThatWasPurged() {
        table("gone");
        haltsAtItsStart(
                "gone",
                "no longer available",
                () -> servers.mysql.execute(
                        "DELETE FROM shop.gone WHERE id = 1",
                        "INSERT INTO shop.gone VALUES (3, 'c', NULL)",
                        "FLUSH BINARY LOGS",
                        "PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY"));
    }

    @Test
    void aServerThatForgotItsTransactions() {
        table("reset");
        haltsAtItsStart("reset", "never had transactions", () -> {
            servers.mysql.resetBinlog();
            servers.mysql.execute("DELETE FROM shop.reset WHERE id = 1");
        });
    }

    /** As many transactions as there were before: by their GTIDs alone it looks as if it went on. */
    @Test
    void aBinlogThatWasBegunAnewAndHasTheSameGtids() {
        servers.mysql.execute("FLUSH BINARY LOGS");
        table("reborn");
        haltsAtItsStart("reborn", "begun anew", () -> {
            long before = executed();
            servers.mysql.resetBinlog();
            servers.mysql.execute("DELETE FROM shop.reborn WHERE id = 1");
            String filler = "ALTER TABLE shop.reborn COMMENT = 'x'";
            while (executed() <= before) {
                servers.mysql.execute(filler);
            }
        });
    }

    @Tag("soak")
    @Test
    void anotherServer() throws Exception {
        table("other");
        try (OwnMySql other = new OwnMySql();
                RunningReader reader = servers.reader("other", "other").awaitState(State.OK);
                TopicView view = servers.view("other", "other")) {
            view.awaitRows(2);
            awaitPosition(reader);
            reader.close();
            Optional<SourceOffset> position = position("other");
            other.execute(
                    "CREATE TABLE shop.other (id INT PRIMARY KEY, name VARCHAR(20), note TEXT)",
                    "INSERT INTO shop.other VALUES (7, 'there', NULL)");
            try (RunningReader halted = reader("other", other)) {
                assertHalted(halted, "never had transactions");
            }
            assertThat(position("other")).isEqualTo(position);
            assertThat(Reader.forgetPosition("other", servers.kafka.properties()))
                    .isPresent();
            try (RunningReader recovered = reader("other", other).awaitState(State.OK)) {
                awaitEqual(view, other, "other");
                assertThat(recovered.reader.health().state()).isEqualTo(State.OK);
            }
        }
    }

    @Test
    void anotherServerWithoutGtids() throws Exception {
        String[] old = {"--gtid-mode=OFF", "--enforce-gtid-consistency=OFF"};
        try (OwnMySql one = new OwnMySql(old);
                OwnMySql two = new OwnMySql(old)) {
            for (OwnMySql each : List.of(one, two)) {
                each.execute(
                        "CREATE TABLE shop.file (id INT PRIMARY KEY)",
                        "INSERT INTO shop.file VALUES (" + each.port() + ")");
            }
            try (RunningReader reader = reader("file", one).awaitState(State.OK);
                    TopicView view = servers.view("file", "file")) {
                view.awaitRows(1);
                one.execute("INSERT INTO shop.file VALUES (1)");
                view.awaitRows(2);
                reader.close();
                try (RunningReader halted = reader("file", two)) {
                    assertHalted(halted, "a position without GTIDs means nothing on another server");
                }
                one.resetBinlog();
                try (RunningReader halted = reader("file", one)) {
                    assertHalted(halted, "begun anew");
                }
                assertThat(Reader.forgetPosition("file", servers.kafka.properties()))
                        .isPresent();
                try (RunningReader recovered = reader("file", two).awaitState(State.OK)) {
                    awaitEqual(view, two, "file");
                    assertThat(recovered.reader.health().state()).isEqualTo(State.OK);
                }
            }
        }
    }

    @Test
    void aSchemaHistoryThatIsGone() {
        table("unknown");
        haltsAtItsStart("unknown", "history", () -> {
            try (Admin admin = Admin.create(servers.kafka.properties())) {
                TableTopics.await(admin.deleteTopics(List.of(new TopicNames("unknown").schemaHistory()))
                        .all());
            }
            servers.mysql.execute("DELETE FROM shop.unknown WHERE id = 1");
        });
    }

    @Tag("soak")
    @Test
    void aSchemaHistoryThatWasEmptied() {
        table("emptied");
        haltsAtItsStart("emptied", "history", () -> {
            TopicPartition history = new TopicPartition(new TopicNames("emptied").schemaHistory(), 0);
            try (Admin admin = Admin.create(servers.kafka.properties())) {
                TableTopics.await(admin.deleteRecords(Map.of(history, RecordsToDelete.beforeOffset(-1)))
                        .all());
            }
            servers.mysql.execute("DELETE FROM shop.emptied WHERE id = 1");
        });
    }

    /** Without a position everything is read anew: nothing has to be recovered. */
    @Test
    void aPositionThatIsLostMeansANewSnapshot() {
        table("lost");
        try (RunningReader reader = servers.reader("lost", "lost").awaitState(State.OK);
                TopicView view = servers.view("lost", "lost")) {
            view.awaitRows(2);
            awaitPosition(reader);
            reader.close();
            try (Admin admin = Admin.create(servers.kafka.properties())) {
                TableTopics.await(admin.deleteTopics(List.of(new TopicNames("lost").offsets()))
                        .all());
            }
            servers.mysql.execute("DELETE FROM shop.lost WHERE id = 1", "INSERT INTO shop.lost VALUES (3, 'c', NULL)");
            try (RunningReader again = servers.reader("lost", "lost").awaitState(State.OK)) {
                awaitEqual(view, servers.mysql, "lost");
                assertThat(new Replay(view.poll()).resetAgain()).isEqualTo(RunningReader.PARTITIONS);
                assertThat(again.reader.health().state()).isEqualTo(State.OK);
            }
        }
    }

    @Test
    void aPositionFromBeforeWhatWasSent() {
        table("rewound");
        try (RunningReader reader = servers.reader("rewound", "rewound").awaitState(State.OK);
                TopicView view = servers.view("rewound", "rewound")) {
            view.awaitRows(2);
            awaitPosition(reader);
            SourceOffset early = position("rewound").orElseThrow();
            servers.mysql.execute("INSERT INTO shop.rewound VALUES (3, 'c', NULL)");
            servers.mysql.execute("INSERT INTO shop.rewound VALUES (4, 'd', NULL)");
            view.awaitRows(4);
            reader.close();
            write("rewound", early);
            try (RunningReader halted = servers.reader("rewound", "rewound")) {
                assertHalted(halted, "rows behind");
            }
            recovers("rewound", view);
        }
    }

    private static void table(String name) {
        servers.mysql.execute(
                "CREATE TABLE shop." + name + " (id INT PRIMARY KEY, name VARCHAR(20), note TEXT)",
                "INSERT INTO shop." + name + " VALUES (1, 'a', 'long'), (2, 'b', 'long')");
    }

    private static void haltsWhileItRuns(String name, String message, String... statements) {
        try (RunningReader reader = servers.reader(name, name).awaitState(State.OK);
                TopicView view = servers.view(name, name)) {
            view.awaitRows(2);
            awaitPosition(reader);
            Optional<SourceOffset> position = position(name);
            servers.mysql.execute(statements);
            assertHalted(reader, message);
            assertThat(position(name).map(SourceOffset::completed)).isEqualTo(position.map(SourceOffset::completed));
            recovers(name, view);
        }
    }

    private static void haltsAtItsStart(String name, String message, Runnable disturbance) {
        try (RunningReader reader = servers.reader(name, name).awaitState(State.OK);
                TopicView view = servers.view(name, name)) {
            view.awaitRows(2);
            awaitPosition(reader);
            reader.close();
            Optional<SourceOffset> position = position(name);
            disturbance.run();
            try (RunningReader halted = servers.reader(name, name)) {
                assertHalted(halted, message);
            }
            assertThat(position(name)).isEqualTo(position);
            recovers(name, view);
        }
    }

    private static void assertHalted(RunningReader reader, String message) {
        assertThat(reader.failure())
                .isInstanceOf(SourceHaltedException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("No position was moved")
                .hasMessageContaining("rowcast recover");
        assertThat(reader.reader.health().state()).isEqualTo(State.HALTED);
    }

    private static void recovers(String name, TopicView view) {
        assertThat(Reader.forgetPosition(name, servers.kafka.properties())).isPresent();
        try (RunningReader recovered = servers.reader(name, name).awaitState(State.OK)) {
            awaitEqual(view, servers.mysql, name);
            assertThat(recovered.reader.health().state()).isEqualTo(State.OK);
        }
    }

    private static void awaitEqual(TopicView view, OwnMySql mysql, String table) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Replay replay = new Replay(view.poll());
            assertThat(replay.complete()).isEqualTo(replay.generation());
            assertThat(replay.rows().keySet()).isEqualTo(keys(mysql, table));
        });
    }

    private static Set<String> keys(OwnMySql mysql, String table) throws SQLException {
        Set<String> keys = new TreeSet<>();
        try (Connection connection = mysql.root();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM shop." + table)) {
            while (rows.next()) {
                keys.add("{\"id\":" + rows.getInt(1) + "}");
            }
        }
        return keys;
    }

    private static RunningReader reader(String name, OwnMySql mysql) {
        return new RunningReader(
                name, mysql.settings(), servers.kafka.properties(), RunningReader.capture("shop." + name));
    }

    private static void awaitPosition(RunningReader reader) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> reader.reader.status().containsKey("position"));
    }

    private static Optional<SourceOffset> position(String name) {
        TopicNames topics = new TopicNames(name);
        try (Consumer<byte[], byte[]> consumer = new KafkaClients(topics, servers.kafka.properties()).consumer()) {
            return new OffsetsTopic(topics).read(consumer).offset();
        }
    }

    /** As a restored copy of the topic would have it. */
    private static void write(String name, SourceOffset position) {
        TopicNames topics = new TopicNames(name);
        try (Transactions transactions =
                new Transactions(new KafkaClients(topics, servers.kafka.properties()).producer())) {
            ProducerRecord<byte[], byte[]> record = new OffsetsTopic(topics)
                    .offset(position, SkippedEvents.none(), PreparedTransactions.none(), "", "restored");
            record.headers().remove("rowcast.server");
            transactions.send(record);
            transactions.commit();
        }
    }

    /** How many transactions the server has executed. */
    private static long executed() {
        try (Connection connection = servers.mysql.root();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@GLOBAL.gtid_executed")) {
            rows.next();
            return Arrays.stream(rows.getString(1).split(","))
                    .map(set -> set.substring(set.lastIndexOf(':') + 1))
                    .mapToLong(range -> Long.parseLong(range.substring(range.lastIndexOf('-') + 1)))
                    .sum();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

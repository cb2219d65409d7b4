package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.model.Health.State;
import io.rowcast.model.TablePattern;
import io.rowcast.reader.kafka.CapturedTable;
import io.rowcast.reader.kafka.FencedException;
import io.rowcast.reader.kafka.SourceHaltedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The world around the reader fails, and comes back or does not. */
class ReaderDisturbedIT {
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
    void theSecondReaderFencesTheFirst() {
        servers.mysql.execute("CREATE TABLE shop.fenced (id INT PRIMARY KEY)", "INSERT INTO shop.fenced VALUES (1)");
        try (RunningReader first = servers.reader("fenced", "fenced").awaitState(State.OK);
                TopicView view = servers.view("fenced", "fenced")) {
            view.awaitRows(1);
            try (RunningReader second = servers.reader("fenced", "fenced").awaitState(State.OK)) {
                servers.mysql.execute("INSERT INTO shop.fenced VALUES (2)");
                assertThat(first.failure()).isInstanceOf(FencedException.class).hasMessageContaining("took over");
                assertThat(first.reader.health().state()).isEqualTo(State.HALTED);
                servers.mysql.execute("INSERT INTO shop.fenced VALUES (3)");
                view.awaitRows(3);
                assertThat(new Replay(view.poll()).rows()).hasSize(3);
                assertThat(second.reader.health().state()).isEqualTo(State.OK);
            }
        }
    }

    @Test
    void mysqlKilledAndStartedAgainIsFollowedOn() throws Exception {
        servers.mysql.execute("CREATE TABLE shop.again (id INT PRIMARY KEY)", "INSERT INTO shop.again VALUES (1)");
        try (RunningReader reader = servers.reader("again", "again").awaitState(State.OK);
                TopicView view = servers.view("again", "again")) {
            view.awaitRows(1);
            servers.mysql.kill();
            reader.awaitState(State.DEGRADED);
            servers.mysql.start();
            servers.mysql.execute("INSERT INTO shop.again VALUES (2)");
            long back = System.nanoTime();
            view.awaitRows(2);
            System.out.println(
                    "rows again after ms " + (System.nanoTime() - back) / 1_000_000 + " " + reader.reader.status());
            reader.awaitState(State.OK);
            assertThat(new Replay(view.poll()).rows()).hasSize(2);
            assertThat((Long) reader.reader.status().get("restarts")).isPositive();
        }
    }

    @Test
    void aSilentSocketIsNoticed() throws Exception {
        servers.mysql.execute("CREATE TABLE shop.silent (id INT PRIMARY KEY)", "INSERT INTO shop.silent VALUES (1)");
        try (TcpProxy proxy = new TcpProxy(servers.mysql.host(), servers.mysql.port());
                RunningReader reader = new RunningReader(
                        "silent",
                        OwnMySql.settings("127.0.0.1", proxy.port()),
                        servers.kafka.properties(),
                        RunningReader.capture("shop.silent"));
                TopicView view = servers.view("silent", "silent")) {
            view.awaitRows(1);
            reader.awaitState(State.OK);
            servers.mysql.execute("INSERT INTO shop.silent VALUES (2)");
            view.awaitRows(2);
            assertThat(proxy.silence()).isPositive();
            servers.mysql.execute("INSERT INTO shop.silent VALUES (3)");
            long silenced = System.nanoTime();
            view.awaitRows(3);
            System.out.println("silence ended after ms " + (System.nanoTime() - silenced) / 1_000_000);
            assertThat((Long) reader.reader.status().get("restarts")).isPositive();
            assertThat(new Replay(view.poll()).rows()).hasSize(3);
        }
    }

    @Test
    void aPurgedBinlogHaltsAndRecoveryTakesANewSnapshot() {
        servers.mysql.execute("CREATE TABLE shop.purged (id INT PRIMARY KEY)", "INSERT INTO shop.purged VALUES (1)");
        try (RunningReader reader = servers.reader("purged", "purged").awaitState(State.OK);
                TopicView view = servers.view("purged", "purged")) {
            view.awaitRows(1);
            reader.close();
            servers.mysql.execute(
                    "INSERT INTO shop.purged VALUES (2)",
                    "DELETE FROM shop.purged WHERE id = 1",
                    "FLUSH BINARY LOGS",
                    "PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");
            try (RunningReader halted = servers.reader("purged", "purged")) {
                assertThat(halted.failure())
                        .isInstanceOf(SourceHaltedException.class)
                        .hasMessageContaining("no longer available")
                        .hasMessageContaining("No position was moved")
                        .hasMessageContaining("rowcast recover");
            }
            assertThat(Reader.forgetPosition("purged", servers.kafka.properties()))
                    .isPresent();
            try (RunningReader recovered = servers.reader("purged", "purged").awaitState(State.OK)) {
                view.awaitRows(2);
                Awaitility.await().until(() -> {
                    Replay replay = new Replay(view.poll());
                    return replay.complete().equals(replay.generation());
                });
                assertThat(new Replay(view.poll()).rows()).containsOnlyKeys("{\"id\":2}");
                assertThat(recovered.reader.health().state()).isEqualTo(State.OK);
            }
        }
    }

    @Test
    void aServerWithoutAnyGtidYetIsRead() {
        servers.mysql.execute("CREATE TABLE shop.young (id INT PRIMARY KEY)", "INSERT INTO shop.young VALUES (1)");
        servers.mysql.resetBinlog();
        try (RunningReader reader = servers.reader("young", "young").awaitState(State.OK);
                TopicView view = servers.view("young", "young")) {
            view.awaitRows(1);
            servers.mysql.execute("INSERT INTO shop.young VALUES (2)");
            view.awaitRows(2);
            reader.close();
            servers.mysql.execute("INSERT INTO shop.young VALUES (3)");
            try (RunningReader again = servers.reader("young", "young").awaitState(State.OK)) {
                view.awaitRows(3);
                assertThat(new Replay(view.poll()).rows()).hasSize(3);
                assertThat(again.reader.health().state()).isEqualTo(State.OK);
            }
        }
    }

    @Test
    void aTableOfAnotherDatabaseThatJoinsLaterIsRefused() {
        servers.mysql.createDatabase("elsewhere");
        servers.mysql.execute(
                "CREATE TABLE shop.old (id INT PRIMARY KEY)", "CREATE TABLE elsewhere.joins (id INT PRIMARY KEY)");
        try (RunningReader reader = servers.reader("joins", "old").awaitState(State.OK)) {
            Awaitility.await().until(() -> reader.reader.status().containsKey("position"));
        }
        Capture both = RunningReader.capture("shop.old", "elsewhere.joins");
        try (RunningReader refused =
                new RunningReader("joins", servers.mysql.settings(), servers.kafka.properties(), both)) {
            assertThat(refused.failure())
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining("elsewhere.joins")
                    .hasMessageContaining("rowcast recover");
        }
        Reader.forgetPosition("joins", servers.kafka.properties());
        try (RunningReader again =
                new RunningReader("joins", servers.mysql.settings(), servers.kafka.properties(), both)) {
            assertThat(again.awaitState(State.OK).reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void aTopicWithTooManyPartitionsIsRefused() {
        servers.mysql.execute("CREATE TABLE shop.wide (id INT PRIMARY KEY)");
        try (RunningReader reader = servers.reader("wide", "wide").awaitState(State.OK)) {
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
        Capture unaligned = new Capture(
                List.of(new TablePattern("shop.wide")),
                schema -> new CapturedTable(schema, Optional.of("output string: lacks id in its key; add {id}")));
        try (RunningReader refused =
                new RunningReader("wide", servers.mysql.settings(), servers.kafka.properties(), unaligned)) {
            assertThat(refused.failure())
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining("wide.shop.wide")
                    .hasMessageContaining("found: a topic of 3 partitions; expected: 1")
                    .hasMessageContaining("add {id}");
        }
    }

    @Test
    void aZeroDateIsReadAsItIs() {
        servers.mysql.execute("CREATE TABLE shop.zero (id INT PRIMARY KEY, d DATE NOT NULL)");
        try (RunningReader reader = servers.reader("zero", "zero").awaitState(State.OK);
                TopicView view = servers.view("zero", "zero")) {
            servers.mysql.execute("SET SESSION sql_mode = ''", "INSERT INTO shop.zero VALUES (1, '0000-00-00')");
            assertThat(view.awaitRows(1).get(0).after()).hasToString("{\"id\":1,\"d\":\"0000-00-00\"}");
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void kafkaAwayForAWhileLosesNothing() throws Exception {
        servers.mysql.execute("CREATE TABLE shop.kafka (id INT PRIMARY KEY)", "INSERT INTO shop.kafka VALUES (1)");
        try (RunningReader reader = servers.reader("kafka", "kafka").awaitState(State.OK);
                TopicView view = servers.view("kafka", "kafka")) {
            view.awaitRows(1);
            servers.kafka.stop();
            servers.mysql.execute("INSERT INTO shop.kafka VALUES (2)");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> reader.reader.health().state() == State.DEGRADED);
            servers.kafka.start();
            servers.mysql.execute("INSERT INTO shop.kafka VALUES (3)");
            view.awaitRows(3);
            assertThat(new Replay(view.poll()).rows()).hasSize(3);
            reader.awaitState(State.OK);
        }
    }

    @Test
    void partitionsThatAreAddedMakeTheNextSessionReadTheTableAnew() throws Exception {
        servers.mysql.execute(
                "CREATE TABLE shop.widened (id INT PRIMARY KEY)", "INSERT INTO shop.widened VALUES (1), (2), (3), (4)");
        try (RunningReader reader = servers.reader("widened", "widened").awaitState(State.OK)) {
            Awaitility.await().until(() -> reader.reader.status().containsKey("position"));
        }
        try (Admin admin = Admin.create(servers.kafka.properties())) {
            admin.createPartitions(
                            Map.of("widened.shop.widened", NewPartitions.increaseTo(RunningReader.PARTITIONS + 4)))
                    .all()
                    .get();
        }
        servers.mysql.execute("INSERT INTO shop.widened VALUES (5), (6)", "DELETE FROM shop.widened WHERE id = 1");
        try (RunningReader reader = servers.reader("widened", "widened").awaitState(State.OK);
                TopicView view = servers.view("widened", "widened")) {
            servers.mysql.execute("INSERT INTO shop.widened VALUES (7), (8), (9)");
            Awaitility.await().until(() -> {
                Replay seen = Replay.ofLastGeneration(view.poll());
                return seen.rows().size() == 8 && seen.resets() == RunningReader.PARTITIONS + 4;
            });
            Replay replay = Replay.ofLastGeneration(view.poll());
            assertThat(replay.rows()).doesNotContainKey("{\"id\":1}");
            assertThat(replay.generation()).hasSize(RunningReader.PARTITIONS + 4);
            assertThat(replay.complete()).isEqualTo(replay.generation());
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void topicsKeepACopyThatLacksRecordsFromTakingTheLead() throws Exception {
        servers.mysql.execute("CREATE TABLE shop.clean (id INT PRIMARY KEY)");
        try (RunningReader reader = servers.reader("clean", "clean").awaitState(State.OK);
                Admin admin = Admin.create(servers.kafka.properties())) {
            List<ConfigResource> topics = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith("clean."))
                    .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                    .toList();
            assertThat(topics).hasSize(5);
            assertThat(admin.describeConfigs(topics).all().get().values())
                    .allSatisfy(config -> assertThat(
                                    config.get("unclean.leader.election.enable").source())
                            .isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG));
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void closingIsQuickWhateverItDoes() {
        servers.mysql.execute("CREATE TABLE shop.closing (id INT PRIMARY KEY)");
        for (int millis : new int[] {0, 300, 900, 1_500, 2_200}) {
            RunningReader reader = servers.reader("closing", "closing");
            Awaitility.await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
            long begin = System.nanoTime();
            reader.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            assertThat(Set.of(State.STARTING, State.OK))
                    .contains(reader.reader.health().state());
        }
    }
}

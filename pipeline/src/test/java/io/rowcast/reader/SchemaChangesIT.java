package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.model.Health.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each kind of DDL does to the topic of a captured table: whoever replays the topic has the table. */
class SchemaChangesIT {
    private static Servers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = new Servers();
    }

    @AfterAll
    static void stop() throws Exception {
        servers.close();
    }

    /** A table of three rows, captured under the name of the pipeline. */
    private static RunningReader captured(String name) {
        make(name);
        RunningReader reader = servers.reader(name, name).awaitState(State.OK);
        Awaitility.await().until(() -> reader.reader.status().containsKey("position"));
        return reader;
    }

    private static void make(String table) {
        servers.mysql.execute(
                "CREATE TABLE shop." + table + " (id INT PRIMARY KEY, a INT, b VARCHAR(20))",
                "INSERT INTO shop." + table + " VALUES (1, 1, 'one'), (2, 2, 'two'), (3, 3, 'three')");
    }

    private static Map<String, JsonNode> replayed(TopicView view) {
        return new TreeMap<>(new Replay(view.poll()).rows());
    }

    /** The ids of the rows in MySQL, and the values of two columns as text. */
    private static Map<String, String> table(String table, String columns) {
        Map<String, String> rows = new TreeMap<>();
        try (Connection connection = servers.mysql.root();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT id, CONCAT_WS('|', " + columns + ") FROM shop." + table)) {
            while (result.next()) {
                rows.put("{\"id\":" + result.getLong(1) + "}", result.getString(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    private static Map<String, String> replayed(TopicView view, String... columns) {
        Map<String, String> rows = new TreeMap<>();
        replayed(view).forEach((key, row) -> {
            StringBuilder text = new StringBuilder();
            for (String column : columns) {
                text.append(text.isEmpty() ? "" : "|").append(row.path(column).asText());
            }
            rows.put(key, text.toString());
        });
        return rows;
    }

    private static void awaitEqual(TopicView view, String table, String... columns) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(replayed(view, columns)).isEqualTo(table(table, String.join(",", columns))));
    }

    /** How often the table was read as a whole since it was captured. */
    private static int readAgain(TopicView view) {
        return new Replay(view.poll()).resetAgain() / RunningReader.PARTITIONS;
    }

    @Test
    void anAddedColumnWithADefaultReachesTheOldRows() {
        try (RunningReader reader = captured("added");
                TopicView view = servers.view("added", "added")) {
            servers.mysql.execute(
                    "INSERT INTO shop.added VALUES (4, 4, 'four')",
                    "ALTER TABLE shop.added ADD COLUMN c INT NOT NULL DEFAULT 7",
                    "INSERT INTO shop.added VALUES (5, 5, 'five', 8)",
                    "UPDATE shop.added SET c = 9 WHERE id = 1");
            awaitEqual(view, "added", "b", "c");
            assertThat(readAgain(view)).as("%s", reader.reader.status()).isEqualTo(1);
            assertThat(new Replay(view.poll()).complete()).isEqualTo(new Replay(view.poll()).generation());
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void partitionsThatAreDroppedTruncatedOrExchangedTakeTheirRowsAlong() {
        String partitions = " PARTITION BY RANGE (id) (PARTITION low VALUES LESS THAN (10),"
                + " PARTITION middle VALUES LESS THAN (20), PARTITION `high` VALUES LESS THAN MAXVALUE)";
        servers.mysql.execute(
                "CREATE TABLE shop.parted (id INT PRIMARY KEY, b VARCHAR(20))" + partitions,
                "CREATE TABLE shop.spare (id INT PRIMARY KEY, b VARCHAR(20))",
                "INSERT INTO shop.parted VALUES (1, 'one'), (2, 'two'), (11, 'eleven'), (12, 'twelve'), (21, 'more')",
                "INSERT INTO shop.spare VALUES (15, 'fifteen')");
        try (RunningReader reader = servers.reader("parted", "parted").awaitState(State.OK);
                TopicView view = servers.view("parted", "parted")) {
            Awaitility.await().until(() -> reader.reader.status().containsKey("position"));
            servers.mysql.execute("ALTER TABLE shop.parted TRUNCATE PARTITION low");
            awaitEqual(view, "parted", "b");
            servers.mysql.execute("ALTER TABLE shop.parted EXCHANGE PARTITION middle WITH TABLE shop.spare");
            awaitEqual(view, "parted", "b");
            assertThat(table("parted", "b")).containsValue("fifteen").doesNotContainValue("eleven");
            servers.mysql.execute(
                    "ALTER TABLE shop.parted DROP PARTITION `high`", "INSERT INTO shop.parted VALUES (3, 'three')");
            awaitEqual(view, "parted", "b");
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void theTableThatAPartitionIsExchangedWithIsReadAnewToo() {
        servers.mysql.execute(
                "CREATE TABLE shop.whole (id INT PRIMARY KEY, b VARCHAR(20)) PARTITION BY HASH (id) PARTITIONS 1",
                "CREATE TABLE shop.single (id INT PRIMARY KEY, b VARCHAR(20))",
                "INSERT INTO shop.whole VALUES (1, 'one')",
                "INSERT INTO shop.single VALUES (2, 'two')");
        try (RunningReader reader = servers.reader("single", "single").awaitState(State.OK);
                TopicView view = servers.view("single", "single")) {
            Awaitility.await().until(() -> reader.reader.status().containsKey("position"));
            servers.mysql.execute("ALTER TABLE shop.whole EXCHANGE PARTITION p0 WITH TABLE shop.single");
            assertThat(table("single", "b")).containsOnlyKeys("{\"id\":1}");
            awaitEqual(view, "single", "b");
        }
    }

    @Test
    void droppedRenamedAndModifiedColumnsAreFollowed() {
        try (RunningReader reader = captured("shaped");
                TopicView view = servers.view("shaped", "shaped")) {
            servers.mysql.execute("ALTER TABLE shop.shaped RENAME COLUMN a TO z");
            awaitEqual(view, "shaped", "z", "b");
            servers.mysql.execute("ALTER TABLE shop.shaped MODIFY z DECIMAL(6,2) NOT NULL");
            awaitEqual(view, "shaped", "z", "b");
            servers.mysql.execute(
                    "INSERT INTO shop.shaped VALUES (4, 1.25, 'x')", "ALTER TABLE shop.shaped DROP COLUMN b");
            awaitEqual(view, "shaped", "z");
            servers.mysql.execute("ALTER TABLE shop.shaped CHANGE z y VARCHAR(9) CHARACTER SET latin1");
            awaitEqual(view, "shaped", "y");
            // One statement may be read together with the next.
            assertThat(readAgain(view)).isBetween(3, 4);
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void whatNoMappingReadsCostsNothing() {
        try (RunningReader reader = captured("cheap");
                TopicView view = servers.view("cheap", "cheap")) {
            servers.mysql.execute(
                    "ALTER TABLE shop.cheap ADD INDEX (a), COMMENT = 'cheap'",
                    "CREATE INDEX other ON shop.cheap (b)",
                    "ALTER TABLE shop.cheap ALTER COLUMN a SET DEFAULT 5, DROP INDEX other",
                    "CREATE TABLE shop.beside (id INT PRIMARY KEY)",
                    "ALTER TABLE shop.beside ADD COLUMN x INT",
                    "DROP TABLE shop.beside",
                    "INSERT INTO shop.cheap VALUES (4, 4, 'four')");
            awaitEqual(view, "cheap", "a", "b");
            assertThat(readAgain(view)).isZero();
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void aSwapOfTablesIsReadAsAWhole() {
        servers.mysql.execute("CREATE TABLE shop._swapped_gho (id INT PRIMARY KEY, b VARCHAR(40), n BIGINT)");
        try (RunningReader reader = captured("swapped");
                TopicView view = servers.view("swapped", "swapped")) {
            servers.mysql.execute(
                    "INSERT INTO shop._swapped_gho SELECT id, b, a FROM shop.swapped",
                    "INSERT INTO shop._swapped_gho VALUES (9, 'nine', 9)",
                    "RENAME TABLE shop.swapped TO shop._swapped_del, shop._swapped_gho TO shop.swapped",
                    "DROP TABLE shop._swapped_del",
                    "UPDATE shop.swapped SET n = n + 1 WHERE id > 1",
                    "DELETE FROM shop.swapped WHERE id = 3");
            awaitEqual(view, "swapped", "b", "n");
            assertThat(readAgain(view)).as("%s", reader.reader.status()).isEqualTo(1);
            reader.close();
            servers.mysql.execute(
                    "CREATE TABLE shop._swapped_new LIKE shop.swapped",
                    "INSERT INTO shop._swapped_new VALUES (1, 'new', 1)",
                    "ALTER TABLE shop.swapped RENAME TO shop._swapped_old",
                    "ALTER TABLE shop._swapped_new RENAME shop.swapped",
                    "INSERT INTO shop.swapped VALUES (2, 'newer', 2)");
            try (RunningReader again = servers.reader("swapped", "swapped").awaitState(State.OK)) {
                awaitEqual(view, "swapped", "b", "n");
                assertThat(again.reader.health().state()).isEqualTo(State.OK);
            }
        }
    }

    @Test
    void aTableThatGoesTakesItsRowsAndMayComeBack() {
        try (RunningReader reader = captured("gone");
                TopicView view = servers.view("gone", "gone")) {
            servers.mysql.execute("DROP TABLE shop.gone");
            Awaitility.await().until(() -> replayed(view).isEmpty());
            servers.mysql.execute(
                    "CREATE TABLE shop.gone (id INT PRIMARY KEY, c DATE)",
                    "INSERT INTO shop.gone VALUES (1, '2026-01-31')");
            awaitEqual(view, "gone", "c");
            servers.mysql.execute("RENAME TABLE shop.gone TO shop.hidden");
            Awaitility.await().until(() -> replayed(view).isEmpty());
            reader.close();
            servers.mysql.execute(
                    "RENAME TABLE shop.hidden TO shop.gone", "INSERT INTO shop.gone VALUES (2, '2026-02-28')");
            try (RunningReader again = servers.reader("gone", "gone").awaitState(State.OK)) {
                awaitEqual(view, "gone", "c");
                assertThat(again.reader.health().state()).isEqualTo(State.OK);
            }
        }
    }

    @Test
    void aRestartRightBehindAStatementDoesNotApplyItTwice() {
        try (RunningReader reader = captured("twice");
                TopicView view = servers.view("twice", "twice")) {
            servers.mysql.execute("ALTER TABLE shop.twice CHANGE a z INT");
            awaitEqual(view, "twice", "z");
            reader.close();
            try (RunningReader second = servers.reader("twice", "twice").awaitState(State.OK)) {
                servers.mysql.execute("ALTER TABLE shop.twice CHANGE z y INT");
                second.close();
            }
            try (RunningReader third = servers.reader("twice", "twice").awaitState(State.OK)) {
                servers.mysql.execute("INSERT INTO shop.twice VALUES (4, 4, 'four')");
                awaitEqual(view, "twice", "y");
                assertThat(third.reader.health().state()).isEqualTo(State.OK);
            }
        }
    }

    @Test
    void aTableThatMatchesJoinsWhileItRuns() {
        make("part_1");
        Capture capture = RunningReader.capture("shop.part_*");
        try (RunningReader reader =
                        new RunningReader("parts", servers.mysql.settings(), servers.kafka.properties(), capture);
                TopicView first = servers.view("parts", "part_1")) {
            first.awaitRows(3);
            make("part_2");
            servers.mysql.execute(
                    "CREATE TABLE shop.new_part (id INT PRIMARY KEY, b VARCHAR(9))",
                    "INSERT INTO shop.new_part VALUES (7, 'seven')",
                    "RENAME TABLE shop.new_part TO shop.part_3");
            try (TopicView second = servers.view("parts", "part_2");
                    TopicView third = servers.view("parts", "part_3")) {
                awaitEqual(second, "part_2", "a", "b");
                awaitEqual(third, "part_3", "b");
                assertThat(readAgain(second)).isZero();
                assertThat(new Replay(second.poll()).complete()).hasSize(RunningReader.PARTITIONS);
                assertThat(servers.schemas("parts")).containsKeys("shop.part_1", "shop.part_2", "shop.part_3");
            }
            reader.close();
            make("part_4");
            try (RunningReader again =
                            new RunningReader("parts", servers.mysql.settings(), servers.kafka.properties(), capture);
                    TopicView fourth = servers.view("parts", "part_4")) {
                servers.mysql.execute("INSERT INTO shop.part_4 VALUES (4, 4, 'four')");
                awaitEqual(fourth, "part_4", "a", "b");
                assertThat(again.awaitState(State.OK).reader.health().state()).isEqualTo(State.OK);
            }
        }
    }

    @Test
    void aTableOfAKnownDatabaseThatJoinsLaterIsReadAsAWhole() {
        make("late");
        try (RunningReader reader = captured("early")) {
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
        try (RunningReader both = servers.reader("early", "early", "late").awaitState(State.OK);
                TopicView view = servers.view("early", "late")) {
            servers.mysql.execute("UPDATE shop.late SET a = a + 1", "DELETE FROM shop.late WHERE id = 2");
            awaitEqual(view, "late", "a", "b");
            assertThat(both.reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void aTableIsKeyedByAUniqueIndexWhenThatIsAllItHas() {
        servers.mysql.execute(
                "CREATE TABLE shop.keyed (x INT, id INT NOT NULL, b VARCHAR(9), UNIQUE KEY (x), UNIQUE KEY (id))",
                "INSERT INTO shop.keyed VALUES (NULL, 1, 'one')",
                "CREATE TABLE shop.bare (x INT)",
                "INSERT INTO shop.bare VALUES (1), (1)");
        try (RunningReader reader = servers.reader("keyed", "keyed", "bare").awaitState(State.OK);
                TopicView view = servers.view("keyed", "keyed");
                TopicView bare = servers.view("keyed", "bare")) {
            servers.mysql.execute(
                    "INSERT INTO shop.keyed VALUES (2, 2, 'two')",
                    "UPDATE shop.keyed SET id = 3 WHERE id = 2",
                    "INSERT INTO shop.bare VALUES (2)");
            awaitEqual(view, "keyed", "b");
            assertThat(servers.schema("keyed").primaryKey()).containsExactly("id");
            assertThat(servers.schemas("keyed").get("shop.keyed")).isEqualTo(servers.schema("keyed"));
            Awaitility.await()
                    .until(() -> bare.poll().stream()
                                    .filter(each -> each.op().equals("c"))
                                    .count()
                            == 1);
            assertThat(bare.poll().stream().map(TopicView.Seen::partition).distinct())
                    .containsExactly(0);
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }
}

package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Health.State;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** XA transactions: prepared, committed and rolled back, with and without the reader at work. */
class XaTransactionsIT {
    private static final int KILLS = Integer.getInteger("rowcast.kills", 2);
    private static Servers servers;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        servers = new Servers();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void rowsArriveWhenTheyAreCommittedAndNeverWhenTheyAreRolledBack() {
        table("phases");
        try (RunningReader reader = servers.reader("phases", "phases").awaitState(State.OK);
                TopicView view = servers.view("phases", "phases")) {
            view.awaitRows(1);
            servers.mysql.execute("XA START 'one'", insert("phases", 2), "XA END 'one'", "XA COMMIT 'one' ONE PHASE");
            view.awaitRows(2);
            prepare("phases", "yes", 3, 4);
            prepare("phases", "no", 5, 6);
            servers.mysql.execute(insert("phases", 7));
            view.awaitRows(3);
            assertThat(ids(view)).containsExactlyInAnyOrder(1, 2, 7);
            servers.mysql.execute("XA ROLLBACK 'no'", "XA COMMIT 'yes'", insert("phases", 8));
            view.awaitRows(6);
            assertThat(ids(view)).containsExactlyInAnyOrder(1, 2, 3, 4, 7, 8);
            assertThat(new Replay(view.poll()).resetAgain()).isZero();
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void aCompressedTransactionIsNoDifferent() {
        table("zipped");
        try (RunningReader reader = servers.reader("zipped", "zipped").awaitState(State.OK);
                TopicView view = servers.view("zipped", "zipped")) {
            String zip = "SET SESSION binlog_transaction_compression = ON";
            servers.mysql.execute(zip, "XA START 'zo'", insert("zipped", 2), "XA END 'zo'", "XA COMMIT 'zo' ONE PHASE");
            servers.mysql.execute(zip, "XA START 'zp'", insert("zipped", 3), "XA END 'zp'", "XA PREPARE 'zp'");
            servers.mysql.execute(zip, "XA START 'zr'", insert("zipped", 4), "XA END 'zr'", "XA PREPARE 'zr'");
            servers.mysql.execute("XA COMMIT 'zp'", "XA ROLLBACK 'zr'", insert("zipped", 5));
            view.awaitRows(4);
            assertThat(ids(view)).containsExactlyInAnyOrder(1, 2, 3, 5);
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void rollbacksAndSavepointsLeaveNothing() {
        table("undone");
        try (RunningReader reader = servers.reader("undone", "undone").awaitState(State.OK);
                TopicView view = servers.view("undone", "undone")) {
            servers.mysql.execute(
                    "START TRANSACTION",
                    insert("undone", 2),
                    "ROLLBACK",
                    "START TRANSACTION",
                    insert("undone", 3),
                    "SAVEPOINT here",
                    insert("undone", 4),
                    "ROLLBACK TO here",
                    insert("undone", 5),
                    "COMMIT",
                    insert("undone", 7));
            view.awaitRows(4);
            assertThat(ids(view)).containsExactlyInAnyOrder(1, 3, 5, 7);
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    /** Only a server without GTIDs allows a transaction that writes to both kinds of tables. */
    @Test
    void whatARollbackCannotTakeBackStays() {
        try (Servers old = new Servers("--gtid-mode=OFF", "--enforce-gtid-consistency=OFF")) {
            old.mysql.execute(
                    "CREATE TABLE shop.kept (id INT PRIMARY KEY) ENGINE = MyISAM",
                    "CREATE TABLE shop.taken (id INT PRIMARY KEY)",
                    "INSERT INTO shop.kept VALUES (1)",
                    "INSERT INTO shop.taken VALUES (1)");
            try (RunningReader reader = old.reader("mixed", "kept", "taken").awaitState(State.OK);
                    TopicView taken = old.view("mixed", "taken");
                    TopicView kept = old.view("mixed", "kept")) {
                taken.awaitRows(1);
                old.mysql.execute(
                        "START TRANSACTION",
                        "INSERT INTO shop.taken VALUES (2)",
                        "INSERT INTO shop.kept VALUES (2)",
                        "ROLLBACK",
                        "INSERT INTO shop.taken VALUES (4)");
                awaitIds(taken, 1, 4);
                awaitIds(kept, 1, 2);
                assertThat(reader.reader.health().state()).isEqualTo(State.OK);
            }
        }
    }

    @Test
    void oneThatWasPreparedBeforeTheSnapshotIsNotLost() {
        table("early");
        prepare("early", "before", 2);
        prepare("early", "never", 3);
        try (RunningReader reader = servers.reader("early", "early").awaitState(State.OK);
                TopicView view = servers.view("early", "early")) {
            view.awaitRows(1);
            assertThat(ids(view)).containsExactly(1);
            servers.mysql.execute("XA COMMIT 'before'", "XA ROLLBACK 'never'", insert("early", 4));
            awaitIds(view, 1, 2, 4);
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    @Test
    void oneWithMoreRowsThanFitIsReadAsAWhole() {
        servers.mysql.execute(
                "CREATE TABLE shop.big (id INT PRIMARY KEY, pad LONGTEXT)", "INSERT INTO shop.big VALUES (1, NULL)");
        try (RunningReader reader = servers.reader("big", "big").awaitState(State.OK);
                TopicView view = servers.view("big", "big")) {
            view.awaitRows(1);
            int resets = new Replay(view.poll()).resets();
            List<String> statements = new ArrayList<>(List.of("XA START 'big'"));
            for (int id = 2; id < 12; id++) {
                statements.add("INSERT INTO shop.big VALUES (" + id + ", REPEAT('x', 4000000))");
            }
            statements.addAll(List.of("XA END 'big'", "XA PREPARE 'big'"));
            servers.mysql.execute(statements.toArray(String[]::new));
            servers.mysql.execute("XA COMMIT 'big'", "INSERT INTO shop.big VALUES (20, NULL)");
            awaitIds(view, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20);
            assertThat(new Replay(view.poll()).resets()).isGreaterThan(resets);
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
    }

    /** Transactions are begun, prepared and decided one by one while the reader's process is killed. */
    @Test
    void readersThatDieInBetweenKeepToTheDecisions() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        table("killed");
        int committed = 0;
        int rolledBack = 0;
        List<String> open = new ArrayList<>();
        try (ReaderProcess first = process();
                TopicView view = servers.view("xa-killed", "killed")) {
            view.awaitRows(1);
            ReaderProcess reader = first;
            for (int kill = 0; kill < KILLS; kill++) {
                for (int i = 0; i < 12; i++) {
                    int id = 100 + (kill * 12 + i) * 3;
                    String xid = "x" + id;
                    prepare("killed", xid, id, id + 1);
                    open.add(xid);
                    servers.mysql.execute(insert("killed", id + 2));
                    while (open.size() > 4) {
                        String decided = open.remove(random.nextInt(open.size()));
                        boolean commit = random.nextBoolean();
                        servers.mysql.execute("XA " + (commit ? "COMMIT '" : "ROLLBACK '") + decided + "'");
                        committed += commit ? 1 : 0;
                        rolledBack += commit ? 0 : 1;
                    }
                }
                view.awaitRows(view.rows().size() + 1 + random.nextInt(10));
                reader.close();
                reader = process();
            }
            for (String xid : open) {
                servers.mysql.execute("XA ROLLBACK '" + xid + "'");
                rolledBack++;
            }
            try (ReaderProcess last = reader) {
                TreeSet<Integer> expected = new TreeSet<>(rows("killed").keySet());
                awaitIds(view, expected.stream().mapToInt(Integer::intValue).toArray());
                assertThat(last.isAlive()).isTrue();
            }
            assertThat(committed).isPositive();
            assertThat(rolledBack).isPositive();
            System.out.println("kills " + KILLS + ", XA committed " + committed + ", XA rolled back " + rolledBack
                    + ", resets " + new Replay(view.poll()).resets() + ", rows "
                    + rows("killed").size());
        }
    }

    private ReaderProcess process() throws Exception {
        return new ReaderProcess(
                "xa-killed", servers.mysql, servers.kafka.properties(), folder.resolve("reader.log"), "shop.killed");
    }

    private static void table(String name) {
        servers.mysql.execute("CREATE TABLE shop." + name + " (id INT PRIMARY KEY)", insert(name, 1));
    }

    private static String insert(String table, int id) {
        return "INSERT INTO shop." + table + " VALUES (" + id + ")";
    }

    private static void prepare(String table, String xid, int... ids) {
        List<String> statements = new ArrayList<>(List.of("XA START '" + xid + "'"));
        for (int id : ids) {
            statements.add(insert(table, id));
        }
        statements.addAll(List.of("XA END '" + xid + "'", "XA PREPARE '" + xid + "'"));
        servers.mysql.execute(statements.toArray(String[]::new));
    }

    private static List<Integer> ids(TopicView view) {
        return new Replay(view.poll())
                .rows().values().stream().map(row -> row.path("id").asInt()).toList();
    }

    private static void awaitIds(TopicView view, int... expected) {
        Integer[] wanted = java.util.Arrays.stream(expected).boxed().toArray(Integer[]::new);
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(ids(view)).containsExactlyInAnyOrder(wanted));
    }

    private static Map<Integer, Integer> rows(String table) throws SQLException {
        Map<Integer, Integer> rows = new HashMap<>();
        try (Connection connection = servers.mysql.root();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT id FROM shop." + table)) {
            while (found.next()) {
                rows.put(found.getInt(1), 1);
            }
        }
        return rows;
    }
}

package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.MySql;
import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tables are altered at random while clients write to them; in the end Redis holds what MySQL does. */
class RandomDdlIT {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("rowcast.ddl.seconds", 20));

    /** Made by the clients between two statements that alter a table. */
    private static final int CHANGES_BETWEEN = 60;

    private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(120);
    private static final int CLIENTS = 3;
    private static final List<String> TOTALS =
            RandomDdl.TABLES.stream().map(table -> table + ":total").toList();

    private final MySql mysql = TestServers.mysql();

    @Test
    void redisEqualsMySqlAfterRandomDdlUnderLoad() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("seed " + seed);
        mysql.createDatabase(RandomDdl.DATABASE);
        try (RedisView redis = TestServers.redis().open();
                Connection connection = connect()) {
            redis.sync().flushall();
            for (String table : RandomDdl.TABLES) {
                RandomDdl.create(connection, table);
            }
            RowcastSettings settings = RowcastSettings.external("random-ddl", mappings());
            try (RowcastProcess run = RowcastProcess.start("run", settings).awaitReady()) {
                RandomDdl ddl = underLoad(connection, seed);
                awaitEqual(redis, connection, run);
                System.out.println("DDL statements by kind: " + ddl.done());
                assertThat(ddl.done()).containsOnlyKeys(RandomDdl.Kind.values());
            }
        }
    }

    private static Path mappings() throws Exception {
        return Path.of(Objects.requireNonNull(RandomDdlIT.class.getResource("/guarantee/ddl"))
                .toURI());
    }

    private Connection connect() throws SQLException {
        Connection connection = mysql.root();
        connection.setCatalog(RandomDdl.DATABASE);
        return connection;
    }

    private RandomDdl underLoad(Connection connection, long seed) throws SQLException, InterruptedException {
        AtomicBoolean go = new AtomicBoolean(true);
        List<DdlClient> clients = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < CLIENTS; number++) {
            DdlClient client = new DdlClient(connect(), new Random(seed + 1 + number), go);
            clients.add(client);
            threads.add(new Thread(client, "client-" + number));
        }
        threads.forEach(Thread::start);
        RandomDdl ddl = new RandomDdl(connection, new Random(seed), new HashMap<>());
        try {
            long end = System.nanoTime() + TIME.toNanos();
            while (System.nanoTime() < end) {
                ddl.next();
                long before = made(clients);
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> made(clients) >= before + CHANGES_BETWEEN);
            }
        } finally {
            go.set(false);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.made())
                        .as("changes made; last refused: " + client.refused())
                        .isGreaterThan(100));
        System.out.println("changes made: " + made(clients));
        return ddl;
    }

    private static long made(List<DdlClient> clients) {
        return clients.stream().mapToLong(DdlClient::made).sum();
    }

    private static void awaitEqual(RedisView redis, Connection connection, RowcastProcess run) throws SQLException {
        RedisState expected = expected(connection);
        List<String> lines = new ArrayList<>();
        try {
            Awaitility.await()
                    .atMost(CATCH_UP_LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        RedisState found = Found.read(redis);
                        found.dropZeros(TOTALS);
                        lines.clear();
                        lines.addAll(expected.differences(found));
                        return lines.isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    lines.size() + " of " + expected.size() + " keys differ:\n  "
                            + String.join("\n  ", lines.subList(0, Math.min(20, lines.size()))) + "\n" + run.logTail(),
                    e);
        }
        System.out.println("keys compared: " + expected.size());
        assertThat(expected.size()).isGreaterThan(50);
    }

    /** The mapping file once more, by hand. */
    private static RedisState expected(Connection connection) throws SQLException {
        RedisState state = new RedisState();
        for (String table : RandomDdl.TABLES) {
            Sql.each(connection, "SELECT * FROM " + table, row -> {
                ResultSetMetaData columns = row.getMetaData();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    @Nullable String value = row.getString(i);
                    if (value != null) {
                        state.field(table + ":" + row.getString("id"), columns.getColumnName(i), value);
                    }
                }
                state.member(table + ":in:" + row.getString("city"), row.getString("id"));
            });
            Sql.each(connection, "SELECT SUM(amount) total FROM " + table, row -> {
                @Nullable String total = row.getString("total");
                if (total != null) {
                    state.text(table + ":total", total);
                }
            });
        }
        state.dropZeros(TOTALS);
        return state;
    }
}

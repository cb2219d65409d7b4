package io.rowcast.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.sync.RedisCommands;
import io.rowcast.fixture.LettuceClients;
import io.rowcast.fixture.MySql;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random and boundary values of every type, written before the snapshot and in the stream, are in Redis as in MySQL. */
class TypesIT {
    private static final int ROWS = 200;
    private static final int SHOWN_OF_A_COLUMN = 3;

    @TempDir
    private Path mappings;

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final Random random = new Random(seed);
    private final MySql mysql = TestServers.mysql();
    private final List<String> different = new ArrayList<>();
    private final Map<String, Integer> differing = new HashMap<>();
    private final Map<String, Integer> compared = new HashMap<>();

    @Test
    void everyValueIsInRedisAsMySqlShowsIt() throws Exception {
        System.out.println("types: seed " + seed);
        mysql.createDatabase("every_type");
        RedisClient client = TestServers.redis().client();
        try (Connection root = mysql.root();
                Statement sql = root.createStatement()) {
            sql.execute("SET SESSION sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00'");
            List<TypedTable> tables = TypedTable.all(root.getMetaData().getDatabaseMajorVersion() >= 9);
            create(tables, sql);
            RedisCommands<String, String> redis = client.connect().sync();
            try (RowcastProcess rowcast = RowcastProcess.start("run", RowcastSettings.embedded("types", mappings))) {
                rowcast.awaitReady();
                awaitEqual(tables, sql, redis, rowcast);
                change(tables, sql);
                awaitEqual(tables, sql, redis, rowcast);
            }
        } finally {
            LettuceClients.shutdown(client);
        }
        report();
    }

    private void create(List<TypedTable> tables, Statement sql) throws SQLException, IOException {
        for (TypedTable table : tables) {
            sql.execute(table.create());
            Files.writeString(mappings.resolve(table.name + ".yml"), table.mapping());
            for (int id = 0; id < ROWS; id++) {
                sql.execute(table.insert(id, random));
            }
        }
    }

    private void change(List<TypedTable> tables, Statement sql) throws SQLException {
        for (int id = ROWS; id < 2 * ROWS; id++) {
            for (TypedTable table : tables) {
                sql.execute(table.insert(id, random));
                sql.execute(table.update(random.nextInt(id), random));
                if (id % 5 == 0) {
                    sql.execute(table.delete(random.nextInt(id)));
                }
            }
        }
    }

    private void awaitEqual(
            List<TypedTable> tables, Statement sql, RedisCommands<String, String> redis, RowcastProcess rowcast) {
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        different.clear();
                        compared.clear();
                        differing.clear();
                        for (TypedTable table : tables) {
                            compare(table, sql, redis);
                        }
                        return different.isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    differing + " values differ:\n  " + String.join("\n  ", different) + "\n" + rowcast.logTail(), e);
        }
    }

    private void compare(TypedTable table, Statement sql, RedisCommands<String, String> redis) throws SQLException {
        Set<String> keys = new HashSet<>();
        try (ResultSet rows = sql.executeQuery(table.expected())) {
            while (rows.next()) {
                String key = key(table, rows);
                keys.add(key);
                compare(table, key, rows, redis.hgetall(key));
            }
        }
        keys(redis, table).stream()
                .filter(key -> !keys.contains(key))
                .forEach(key -> different.add(key + " is not in MySQL"));
    }

    private static String key(TypedTable table, ResultSet row) throws SQLException {
        StringBuilder key = new StringBuilder(table.name);
        for (int i = 0; i < table.key.size(); i++) {
            TypedColumn column = table.column(table.key.get(i));
            key.append(':').append(column.form().inRedis(row.getString(table.columns.indexOf(column) + 2)));
        }
        return table.key.isEmpty() ? key.append(':').append(row.getString(1)).toString() : key.toString();
    }

    private void compare(TypedTable table, String key, ResultSet row, Map<String, String> found) throws SQLException {
        for (int i = 0; i < table.columns.size(); i++) {
            TypedColumn column = table.columns.get(i);
            String expected = row.getString(i + 2);
            String value = found.get(column.name());
            boolean same = expected == null || value == null
                    ? expected == value
                    : column.form().same(expected, value);
            if (!same) {
                differs(
                        table.name + column.name(),
                        key + " " + column.name() + " " + column.definition() + ": found " + shown(value)
                                + ", expected "
                                + shown(expected == null ? null : column.form().inRedis(expected)));
            }
            if (expected != null) {
                compared.merge(column.definition(), 1, Integer::sum);
            }
        }
    }

    /** Not more than a few of each column. */
    private void differs(String column, String line) {
        if (differing.merge(column, 1, Integer::sum) <= SHOWN_OF_A_COLUMN) {
            different.add(line);
        }
    }

    private static String shown(@Nullable String value) {
        return value == null ? "nothing" : value.length() > 200 ? value.substring(0, 200) + "…" : value;
    }

    private static Set<String> keys(RedisCommands<String, String> redis, TypedTable table) {
        Set<String> keys = new HashSet<>();
        ScanArgs pattern = ScanArgs.Builder.matches(table.name + ":*").limit(1_000);
        KeyScanCursor<String> cursor = redis.scan(pattern);
        keys.addAll(cursor.getKeys());
        while (!cursor.isFinished()) {
            cursor = redis.scan(ScanCursor.of(cursor.getCursor()), pattern);
            keys.addAll(cursor.getKeys());
        }
        return keys;
    }

    private void report() {
        int values = compared.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("types: " + values + " values of " + compared.size()
                + " types (as columns declare them) compared, " + different.size() + " different; seed " + seed);
        assertThat(different).isEmpty();
        assertThat(values).isPositive();
    }
}

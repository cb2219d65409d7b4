package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.MySql;
import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.Totals;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** When the clients are done and the pipeline has caught up, each key in Redis holds what MySQL says, and no other is there. */
final class RedisEqualsMySql implements Observer {
    private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(90);
    private static final int ENOUGH = 100;

    private final Supplier<MySql> mysql;
    private final RedisView redis;
    private final Predicate<String> keys;
    private final Reading reading;

    /** What Redis must hold by the tables as they are. */
    interface Reading {
        RedisState read(Connection mysql) throws SQLException;
    }

    RedisEqualsMySql(Supplier<MySql> mysql, RedisView redis) {
        this(mysql, redis, key -> true, Expected::read);
    }

    /** @param keys those that the mappings make */
    RedisEqualsMySql(Supplier<MySql> mysql, RedisView redis, Predicate<String> keys) {
        this(mysql, redis, keys, Expected::read);
    }

    /** By other mapping files than those of the suite. */
    static RedisEqualsMySql by(Supplier<MySql> mysql, RedisView redis, Reading reading) {
        return new RedisEqualsMySql(mysql, redis, key -> true, reading);
    }

    private RedisEqualsMySql(Supplier<MySql> mysql, RedisView redis, Predicate<String> keys, Reading reading) {
        this.mysql = mysql;
        this.redis = redis;
        this.keys = keys;
        this.reading = reading;
    }

    /** Waits until it is so; the clients are at rest. */
    @Override
    public void verify() {
        RedisState expected = expected();
        List<String> lines = new ArrayList<>();
        try {
            Awaitility.await()
                    .atMost(CATCH_UP_LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptions()
                    .until(() -> {
                        RedisState found = Found.read(redis);
                        lines.clear();
                        lines.addAll(expected.differences(found));
                        return lines.isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            Totals.DIFFERENCES.add(lines.size());
            throw new AssertionError(
                    lines.size() + " of " + expected.size() + " keys differ after " + CATCH_UP_LIMIT + ":\n  "
                            + some(lines),
                    e);
        }
        Totals.KEYS_COMPARED.add(expected.size());
        assertThat(expected.size()).as("keys compared").isGreaterThan(ENOUGH);
    }

    /** Up to three of each kind of key. */
    private static String some(List<String> lines) {
        Map<String, List<String>> kinds =
                lines.stream().collect(Collectors.groupingBy(line -> line.substring(0, line.indexOf(':'))));
        return kinds.values().stream()
                .flatMap(kind -> kind.stream().limit(3))
                .map(line -> line.substring(0, Math.min(line.length(), 300)))
                .sorted()
                .collect(Collectors.joining("\n  "));
    }

    private RedisState expected() {
        try (Connection connection = Schema.connect(mysql.get())) {
            RedisState state = reading.read(connection);
            state.keep(keys);
            return state;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

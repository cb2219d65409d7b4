package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.rowcast.fixture.MySql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A key that many rows write follows the order of MySQL's commits: an e-mail address always names its newest owner. */
final class KeyOrderHolds implements Observer {
    private static final int ENOUGH = 50;

    private final MySql mysql;
    private final StatefulRedisConnection<String, String> redis;
    private final VersionWatch watch;
    private final BooleanSupplier excused;

    /** @param excused as for {@link NeverBackInTime} */
    KeyOrderHolds(MySql mysql, StatefulRedisConnection<String, String> redis, BooleanSupplier excused) {
        Map<String, Function<RedisAsyncCommands<String, String>, RedisFuture<String>>> reads = new HashMap<>();
        Clients.lookups().forEach(key -> reads.put(key, commands -> commands.get(key)));
        this.mysql = mysql;
        this.redis = redis;
        this.watch = new VersionWatch("key-order-holds", redis, reads);
        this.excused = excused;
    }

    @Override
    public void verify() {
        assertThat(watch.steps()).as("changes of owners seen in Redis").isGreaterThan(ENOUGH);
        if (!excused.getAsBoolean()) {
            assertThat(watch.violations())
                    .as("addresses that named an earlier owner again")
                    .isEmpty();
        }
        assertThat(found()).as("owners of the addresses in the end").isEqualTo(owners());
    }

    private Map<String, String> owners() {
        Map<String, String> owners = new HashMap<>();
        String sql = "SELECT LOWER(email) email, id FROM members WHERE active AND email IS NOT NULL";
        try (Connection connection = Schema.connect(mysql)) {
            Sql.each(connection, sql, row -> owners.put("member:by-email:" + row.getString(1), row.getString(2)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return owners;
    }

    private Map<String, String> found() {
        Map<String, String> found = new HashMap<>();
        for (String key : Clients.lookups()) {
            String value = redis.sync().get(key);
            if (value != null) {
                found.put(key, value.substring(0, value.indexOf(':')));
            }
        }
        return found;
    }

    @Override
    public void close() {
        watch.close();
    }
}

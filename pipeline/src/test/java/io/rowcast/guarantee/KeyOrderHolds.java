package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.rowcast.fixture.MySql;
import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.Totals;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** A key that many rows write follows the order of MySQL's commits: an e-mail address always names its newest owner. */
final class KeyOrderHolds implements Observer {
    private static final int ENOUGH = 50;

    private final Supplier<MySql> mysql;
    private final RedisView redis;
    private final VersionWatch watch;

    KeyOrderHolds(Supplier<MySql> mysql, RedisView redis) {
        Map<String, Function<RedisClusterAsyncCommands<String, String>, RedisFuture<String>>> reads = new HashMap<>();
        Clients.lookups().forEach(key -> reads.put(key, commands -> commands.get(key)));
        this.mysql = mysql;
        this.redis = redis;
        this.watch = new VersionWatch("key-order-holds", redis, reads);
    }

    @Override
    public boolean sawEnough() {
        return watch.steps() > ENOUGH;
    }

    @Override
    public void verify() {
        assertThat(watch.steps()).as("changes of owners seen in Redis").isGreaterThan(ENOUGH);
        Totals.VERSIONS_SEEN.add(watch.steps());
        Totals.REGRESSIONS.add(watch.violations().size());
        assertThat(watch.violations())
                .as("addresses that named an earlier owner again")
                .isEmpty();
        assertThat(found()).as("owners of the addresses in the end").isEqualTo(owners());
    }

    @Override
    public void redisMayGoBack(boolean now) {
        watch.mayGoBack(now);
    }

    private Map<String, String> owners() {
        Map<String, String> owners = new HashMap<>();
        String sql = "SELECT LOWER(email) email, id FROM members WHERE active AND email IS NOT NULL";
        try (Connection connection = Schema.connect(mysql.get())) {
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

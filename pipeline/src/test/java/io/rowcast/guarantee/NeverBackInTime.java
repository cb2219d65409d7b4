package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.Totals;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A reader that polls the rows in Redis never sees an older version of a row after a newer one. */
final class NeverBackInTime implements Observer {
    private static final int ENOUGH = 500;

    private final VersionWatch watch;

    NeverBackInTime(RedisView redis) {
        Map<String, Function<RedisClusterAsyncCommands<String, String>, RedisFuture<String>>> reads = new HashMap<>();
        Clients.rows().forEach(key -> reads.put(key, commands -> commands.hget(key, "version")));
        this.watch = new VersionWatch("never-back-in-time", redis, reads);
    }

    @Override
    public boolean sawEnough() {
        return watch.steps() > ENOUGH;
    }

    @Override
    public void verify() {
        assertThat(watch.steps()).as("changes of rows seen in Redis").isGreaterThan(ENOUGH);
        Totals.VERSIONS_SEEN.add(watch.steps());
        Totals.REGRESSIONS.add(watch.violations().size());
        assertThat(watch.violations()).as("rows that went back in time").isEmpty();
    }

    @Override
    public void redisMayGoBack(boolean now) {
        watch.mayGoBack(now);
    }

    long steps() {
        return watch.steps();
    }

    @Override
    public void close() {
        watch.close();
    }
}

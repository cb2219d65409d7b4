package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A reader that polls the rows in Redis never sees an older version of a row after a newer one. */
final class NeverBackInTime implements Observer {
    private static final int ENOUGH = 500;

    private final VersionWatch watch;
    private final BooleanSupplier excused;

    /** @param excused whether Redis itself has lost acknowledged writes, and the writer has noticed and counted it */
    NeverBackInTime(StatefulRedisConnection<String, String> redis, BooleanSupplier excused) {
        Map<String, Function<RedisAsyncCommands<String, String>, RedisFuture<String>>> reads = new HashMap<>();
        Clients.rows().forEach(key -> reads.put(key, commands -> commands.hget(key, "version")));
        this.watch = new VersionWatch("never-back-in-time", redis, reads);
        this.excused = excused;
    }

    @Override
    public void verify() {
        assertThat(watch.steps()).as("changes of rows seen in Redis").isGreaterThan(ENOUGH);
        if (!excused.getAsBoolean()) {
            assertThat(watch.violations()).as("rows that went back in time").isEmpty();
        }
    }

    long steps() {
        return watch.steps();
    }

    @Override
    public void close() {
        watch.close();
    }
}

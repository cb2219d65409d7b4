package io.rowcast.guarantee;

import io.lettuce.core.RedisClient;
import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import java.util.function.Predicate;

/** A writer of topics that Kafka Connect fills, and the database of Redis that it writes to. */
final class ConnectPipeline implements AutoCloseable {
    final RowcastSettings settings;
    final RowcastProcess writer;
    final RedisView redis;
    private final RedisEqualsMySql equality;

    ConnectPipeline(RowcastSettings settings, Predicate<String> keys) {
        this.settings = settings;
        this.redis = open();
        this.writer = RowcastProcess.start("writer", settings);
        this.equality = new RedisEqualsMySql(TestServers::mysql, redis, keys);
    }

    void awaitCaughtUp() {
        try {
            equality.verify();
        } catch (AssertionError e) {
            throw new AssertionError(settings.name() + ": " + e.getMessage() + "\n" + writer.logTail(), e);
        }
    }

    RedisView open() {
        return RedisView.of(RedisClient.create(settings.redis()));
    }

    @Override
    public void close() {
        writer.close();
        redis.close();
    }
}

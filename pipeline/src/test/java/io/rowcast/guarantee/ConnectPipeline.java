package io.rowcast.guarantee;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import java.util.function.Predicate;

/** A writer of topics that Kafka Connect fills, and the database of Redis that it writes to. */
final class ConnectPipeline implements AutoCloseable {
    final RowcastSettings settings;
    final RowcastProcess writer;
    final StatefulRedisConnection<String, String> redis;
    private final RedisClient client;
    private final RedisEqualsMySql equality;

    ConnectPipeline(RowcastSettings settings, Predicate<String> keys) {
        this.settings = settings;
        this.client = RedisClient.create(settings.redis());
        this.redis = client.connect();
        this.writer = RowcastProcess.start("writer", settings);
        this.equality = new RedisEqualsMySql(TestServers.mysql(), redis, keys);
    }

    void awaitCaughtUp() {
        try {
            equality.verify();
        } catch (AssertionError e) {
            throw new AssertionError(settings.name() + ": " + e.getMessage() + "\n" + writer.logTail(), e);
        }
    }

    StatefulRedisConnection<String, String> connection() {
        return client.connect();
    }

    @Override
    public void close() {
        writer.close();
        client.shutdown();
    }
}

package io.rowcast.guarantee;

import io.rowcast.fixture.RedisCluster;
import io.rowcast.fixture.RedisService;
import io.rowcast.fixture.SentinelRedis;
import io.rowcast.fixture.TestServers;
import org.jspecify.annotations.Nullable;

/**
 * The Redis of the trials that bring none of their own and do nothing to it: by the system property {@code rowcast.redis}
 * one server ({@code single}, as long as it is not set), a {@code cluster}, or one behind {@code sentinel}. Ends with the JVM.
 */
final class TrialRedis {
    private static @Nullable RedisService service;

    private TrialRedis() {}

    static synchronized RedisService shared() {
        RedisService started = service;
        if (started == null) {
            started = start(System.getProperty("rowcast.redis", "single"));
            service = started;
        }
        return started;
    }

    private static RedisService start(String kind) {
        return switch (kind) {
            case "single" -> TestServers.redis();
            case "cluster" -> {
                RedisCluster cluster = RedisCluster.start();
                Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "close-cluster"));
                yield cluster;
            }
            case "sentinel" -> {
                SentinelRedis sentinel = SentinelRedis.start();
                Runtime.getRuntime().addShutdownHook(new Thread(sentinel::close, "close-sentinel"));
                yield sentinel;
            }
            default ->
                throw new IllegalArgumentException(
                        "rowcast.redis: found '" + kind + "'; expected single, cluster or sentinel");
        };
    }
}

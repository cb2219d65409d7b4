package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.rowcast.fixture.RedisNode;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.TestServers;
import org.junit.jupiter.api.Test;

/** Redis is out of memory, forgets the scripts it was given, and answers nobody for a while. */
class RedisFullIT {
    private static final int ROUNDS = Integer.getInteger("rowcast.redis.full", 3);

    @Test
    void aRedisThatRefusesWritesHoldsTheWriterUpAndLosesNothing() throws Exception {
        try (RedisNode redis = RedisNode.start("--save", "", "--maxmemory-policy", "noeviction");
                Trial trial = Trial.begin(
                        Trial.settings("redis-full").withRedis(redis.uri()), TestServers.mysql(), redis, 1)) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            RedisLosses losses = new RedisLosses(trial, trial.startClients(Clients.Work.ALL), writer);
            for (int round = 0; round < ROUNDS; round++) {
                losses.awaitLoad(trial.random().nextInt(20, 200));
                redis.ask(RedisCommands::scriptFlush);
                losses.awaitLoad(trial.random().nextInt(20, 200));
                redis.ask(r -> r.clientPause(trial.random().nextInt(200, 1500)));
                losses.awaitLoad(trial.random().nextInt(20, 200));
                redis.ask(r -> r.configSet("maxmemory", "1"));
                writer.await("told of maxmemory", () -> degraded(writer, "maxmemory"));
                redis.ask(r -> r.configSet("maxmemory", "0"));
                writer.await("ready again", writer::isReady);
            }
            trial.verify();
            assertThat(losses.counted("redis_outages")).isGreaterThanOrEqualTo(ROUNDS);
            assertThat(losses.counted("rewinds")).isZero();
            System.out.println("redis-full: " + losses.line());
        }
    }

    private static boolean degraded(RowcastProcess writer, String reason) {
        return !writer.isReady()
                && writer.get("/status")
                        .map(page -> page.body().contains(reason))
                        .orElse(false);
    }
}

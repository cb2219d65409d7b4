package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KillArgs;
import io.rowcast.fixture.RedisNode;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.SentinelRedis;
import io.rowcast.fixture.TestServers;
import org.junit.jupiter.api.Test;

/** Sentinel makes another server the primary, under load: one that lacks acknowledged writes, or just because it was told to. */
class SentinelFailoverIT {
    private static final int LOSSES = Integer.getInteger("rowcast.redis.losses", 1);
    private static final int CHANGES = Integer.getInteger("rowcast.redis.failovers", 2);

    @Test
    void acknowledgedWritesThatAFailoverLosesAreWrittenAgain() throws Exception {
        try (SentinelRedis redis = SentinelRedis.start();
                Trial trial = trial("sentinel-failover", redis)) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            RedisLosses losses = new RedisLosses(trial, clients, writer);
            for (int round = 0; round < LOSSES; round++) {
                losses.awaitLoad(trial.random().nextInt(50, 250));
                RedisNode primary = redis.primary();
                RedisNode stalled = redis.replica();
                stalled.pause();
                // What is on its way to it ends here: the primary goes on alone, and acknowledges.
                assertThat(primary.<Long>ask(r -> r.clientKill(KillArgs.Builder.typeSlave())))
                        .isPositive();
                losses.awaitLoad(trial.random().nextInt(150, 400));
                losses.begin();
                primary.kill();
                stalled.resume();
                redis.awaitPrimary(stalled);
                losses.awaitRepaired();
                if (round + 1 < LOSSES) {
                    redis.startAgain(primary);
                }
            }
            trial.verify();
            System.out.println("sentinel-failover: " + losses.line());
        }
    }

    @Test
    void rolesThatChangeUnderLoadLoseNothing() throws Exception {
        try (SentinelRedis redis = SentinelRedis.start();
                Trial trial = trial("sentinel-roles", redis)) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            RedisLosses losses = new RedisLosses(trial, clients, writer);
            trial.redisMayGoBack(true); // Sentinel does not wait for the last writes to reach the replica
            for (int change = 0; change < CHANGES; change++) {
                losses.awaitLoad(trial.random().nextInt(50, 250));
                redis.awaitWhole();
                redis.failOver();
            }
            losses.awaitLoad(100);
            trial.verify();
            assertThat(losses.counted("redis_outages")).isGreaterThanOrEqualTo(CHANGES);
            System.out.println("sentinel-roles: " + losses.line());
        }
    }

    private static Trial trial(String name, SentinelRedis redis) throws Exception {
        return Trial.begin(Trial.settings(name).withRedis(redis.uri()), TestServers.mysql(), redis, 1);
    }
}

package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KillArgs;
import io.rowcast.fixture.RedisNode;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.SentinelRedis;
import io.rowcast.fixture.TestServers;
import org.junit.jupiter.api.Test;

/** Sentinel makes another server the primary, under load: just because it was told to, and one that lacks acknowledged writes. */
class SentinelFailoverIT {
    private static final int CHANGES = Integer.getInteger("rowcast.redis.failovers", 2);
    private static final int LOSSES = Integer.getInteger("rowcast.redis.losses", 1);

    @Test
    void acknowledgedWritesThatAFailoverLosesAreWrittenAgain() throws Exception {
        try (SentinelRedis redis = SentinelRedis.start();
                Trial trial = Trial.begin(
                        Trial.settings("sentinel-failover").withRedis(redis.uri()), TestServers.mysql(), redis, 1)) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            RedisLosses losses = new RedisLosses(trial, clients, writer);
            for (int change = 0; change < CHANGES; change++) {
                losses.awaitLoad(trial.random().nextInt(50, 250));
                // Sentinel does not wait for the last writes to reach the replica.
                trial.redisMayGoBack(true);
                redis.failOver();
                redis.awaitWhole();
            }
            for (int loss = 0; loss < LOSSES; loss++) {
                losses.awaitLoad(trial.random().nextInt(50, 250));
                RedisNode primary = redis.primary();
                loseAcknowledgedWrites(redis, losses);
                losses.awaitRepaired();
                if (loss + 1 < LOSSES) {
                    redis.startAgain(primary);
                }
            }
            trial.verify();
            assertThat(losses.counted("redis_outages")).isGreaterThanOrEqualTo(CHANGES + LOSSES);
            System.out.println("sentinel-failover: " + losses.line());
        }
    }

    private static void loseAcknowledgedWrites(SentinelRedis redis, RedisLosses losses) {
        RedisNode primary = redis.primary();
        RedisNode stalled = redis.replica();
        stalled.pause();
        // What is on its way to it ends here: the primary goes on alone, and acknowledges.
        assertThat(primary.<Long>ask(r -> r.clientKill(KillArgs.Builder.typeSlave())))
                .isPositive();
        losses.awaitLoad(150);
        losses.begin();
        primary.kill();
        stalled.resume();
        redis.awaitPrimary(stalled);
    }
}

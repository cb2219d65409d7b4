package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.Server;
import io.rowcast.fixture.TestServers;
import org.junit.jupiter.api.Test;

/** Redis dies by SIGKILL while the writer writes, and starts again from its append-only file. */
class RedisKilledIT {
    private static final int KILLS = Rounds.of(5);

    @Test
    void killedRedisNeitherLosesNorDoubles() throws Exception {
        try (Trial trial = Trial.begin("redis-killed", 1)) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            Server redis = TestServers.redis().server();
            for (int kill = 0; kill < KILLS; kill++) {
                double before = writer.metric("rowcast_writer_rows_total");
                writer.await("applying rows", () -> writer.metric("rowcast_writer_rows_total") > before);
                clients.awaitCommits(trial.random().nextInt(1, 150));
                redis.kill();
                assertThat(redis.isRunning()).isFalse();
                clients.awaitCommits(trial.random().nextInt(1, 150));
                redis.start();
            }
            writer.await("caught up with Redis", writer::isReady);
            trial.verify();
            assertThat(writer.metric("rowcast_writer_redis_outages_total")).isGreaterThanOrEqualTo(KILLS);
        }
    }
}

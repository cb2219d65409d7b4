package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.rowcast.fixture.ReplicatedRedis;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import org.junit.jupiter.api.Test;

/** With {@code redis.wait} the replica stands still, and then becomes the primary: nothing acknowledged is ever lost. */
class ReplicaWaitIT {

    @Test
    void nothingIsAcknowledgedThatTheReplicaLacks() throws Exception {
        try (ReplicatedRedis redis = ReplicatedRedis.start();
                Trial trial = trial(redis)) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            RedisLosses losses = new RedisLosses(trial, clients, writer);
            losses.awaitLoad(100);

            redis.second().pause();
            writer.await("short of replicas", () -> said(writer, "expected 1 (redis.wait)"));
            double acknowledged = losses.counted("rows");
            clients.awaitCommits(500);
            assertThat(losses.counted("rows")).isEqualTo(acknowledged);
            redis.second().resume();
            losses.awaitLoad(100);

            redis.first().kill();
            redis.second().ask(RedisCommands::replicaofNoOne);
            redis.leadTo(redis.second());
            writer.await("short of replicas again", () -> said(writer, "expected 1 (redis.wait)"));
            redis.startAgainAsReplica(redis.first());
            losses.awaitLoad(100);

            trial.verify();
            assertThat(losses.counted("rewinds")).as("losses").isZero();
            assertThat(losses.counted("redis_outages")).isGreaterThanOrEqualTo(2);
            System.out.println("replica-wait: " + losses.line());
        }
    }

    private static boolean said(RowcastProcess writer, String text) {
        return !writer.isReady()
                && writer.get("/status").map(page -> page.body().contains(text)).orElse(false);
    }

    private static Trial trial(ReplicatedRedis redis) throws Exception {
        RowcastSettings settings =
                Trial.settings("replica-wait").withRedis(redis.uri(), "wait: {replicas: 1, timeout: 500ms}");
        return Trial.begin(settings, TestServers.mysql(), redis, 1);
    }
}

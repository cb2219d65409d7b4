package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.rowcast.fixture.ReplicatedRedis;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.TestServers;
import org.junit.jupiter.api.Test;

/** A replica is promoted while the writer goes on with the old primary, which acknowledges until it is told to step down. */
class SplitBrainIT {

    @Test
    void whatTheLosingSideAcknowledgedIsWrittenAgain() throws Exception {
        try (ReplicatedRedis redis = ReplicatedRedis.start();
                Trial trial = Trial.begin(
                        Trial.settings("split-brain").withRedis(redis.uri()), TestServers.mysql(), redis, 1)) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            RedisLosses losses = new RedisLosses(trial, clients, writer);
            losses.awaitLoad(trial.random().nextInt(50, 250));
            redis.second().ask(RedisCommands::replicaofNoOne);
            losses.awaitLoad(trial.random().nextInt(100, 400));
            losses.begin();
            // Its connections stay: the next write is refused.
            redis.first()
                    .ask(loser -> loser.replicaof("127.0.0.1", redis.second().port()));
            writer.await("refused", () -> writer.logged("READONLY"));
            writer.await(
                    "told of the replica",
                    () -> writer.get("/status")
                            .map(page -> page.body().contains("found a read-only replica"))
                            .orElse(false));
            redis.leadTo(redis.second());
            losses.awaitRepaired();
            trial.verify();
            assertThat(redis.second().info("role")).isEqualTo("master");
            System.out.println("split-brain: " + losses.line());
        }
    }
}

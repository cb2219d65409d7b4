package io.rowcast.guarantee;

import io.lettuce.core.api.sync.RedisCommands;
import io.rowcast.fixture.RedisNode;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** Redis comes back with an older file, or with none, or is emptied while the writer writes. */
class RedisRestoredIT {
    private static final String[] NO_FILES_OF_ITS_OWN = {"--save", "", "--appendonly", "no"};

    @Test
    void aRedisWithOlderDataIsBroughtForward() throws Exception {
        try (RedisNode redis = RedisNode.start(NO_FILES_OF_ITS_OWN);
                Trial trial = Trial.begin(
                        Trial.settings("redis-restored").withRedis(redis.uri()), TestServers.mysql(), redis, 1)) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            RedisLosses losses = new RedisLosses(trial, trial.startClients(Clients.Work.ALL), writer);
            Path file = redis.folder().resolve("dump.rdb");
            Path kept = redis.folder().resolve("kept.rdb");
            losses.awaitLoad(100);
            redis.ask(RedisCommands::save);
            Files.copy(file, kept);

            losses.awaitLoad(200);
            losses.begin();
            redis.kill();
            redis.startAgain(NO_FILES_OF_ITS_OWN);
            losses.awaitRepaired();

            losses.begin();
            redis.ask(RedisCommands::flushall);
            losses.awaitRepaired();

            losses.begin();
            redis.kill();
            Files.delete(file);
            redis.startAgain(NO_FILES_OF_ITS_OWN);
            losses.awaitRepaired();

            losses.begin();
            redis.kill();
            Files.move(kept, file, StandardCopyOption.REPLACE_EXISTING);
            redis.startAgain(NO_FILES_OF_ITS_OWN);
            losses.awaitRepaired();

            trial.verify();
            System.out.println("redis-restored: " + losses.line());
        }
    }
}

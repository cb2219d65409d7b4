package io.rowcast.guarantee;

import io.lettuce.core.api.sync.RedisCommands;
import io.rowcast.fixture.RedisNode;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.TestServers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Redis comes back with an older file, with the beginning of one, or with none, or is emptied while the writer writes. */
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

            redis.ask(r -> r.configSet("appendonly", "yes"));
            Awaitility.await("an append-only file")
                    .until(() -> Integer.parseInt(redis.info("aof_base_size")) > 0
                            && redis.info("aof_rewrite_in_progress").equals("0"));
            losses.awaitLoad(200);
            losses.begin();
            redis.kill();
            dropTheEnd(redis.folder().resolve("appendonlydir"));
            redis.startAgain("--save", "", "--appendonly", "yes");
            losses.awaitRepaired();
            redis.ask(r -> r.configSet("appendonly", "no"));

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

    /** What a machine without power had not synced yet: a third of what was appended last, cut at any byte. */
    private static void dropTheEnd(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path last = files.filter(file -> file.toString().endsWith(".incr.aof"))
                    .max(Comparator.comparing(RedisRestoredIT::number))
                    .orElseThrow();
            try (FileChannel file = FileChannel.open(last, StandardOpenOption.WRITE)) {
                file.truncate(file.size() * 2 / 3);
            }
        }
    }

    /** As {@code appendonly.aof.<number>.incr.aof} has it. */
    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().split("\\.")[2]);
    }
}

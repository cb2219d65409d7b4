package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RedisNode;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.TestServers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** There is no room left on a disk; here a process may not let its files grow. */
class DiskFullIT {
    /** More than Redis logs and less than it saves. */
    private static final int SMALL_FILE = 64 * 1024;

    private static final Duration END_LIMIT = Duration.ofMinutes(1);

    /** It refuses all that would change it, since it could not save that. */
    @Test
    void aRedisThatCannotSaveIsWaitedFor() throws Exception {
        try (RedisNode redis = RedisNode.start("--save", "3600 1", "--rdbcompression", "no");
                Trial trial = Trial.begin(
                        Trial.settings("disk-redis").withRedis(redis.uri()), TestServers.mysql(), redis, 1)) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            RedisLosses losses = new RedisLosses(trial, trial.startClients(Clients.Work.ALL), writer);
            losses.awaitLoad(100);
            redis.ask(r -> r.setrange("filler", SMALL_FILE, "x"));

            redis.limitFiles(SMALL_FILE);
            saves(redis, "err");
            writer.await("refused", () -> losses.counted("redis_outages") > 0);
            writer.await("not ready", () -> !writer.isReady());
            redis.unlimitFiles();
            saves(redis, "ok");
            writer.await("ready again", writer::isReady);
            losses.awaitLoad(100);

            redis.ask(r -> r.del("filler"));
            trial.verify();
            assertThat(losses.counted("rewinds")).isZero();
        }
    }

    private static void saves(RedisNode redis, String outcome) {
        redis.ask(r -> r.bgsave());
        Awaitility.await("the end of a save: " + outcome)
                .until(() -> redis.info("rdb_bgsave_in_progress").equals("0")
                        && redis.info("rdb_last_bgsave_status").equals(outcome));
    }

    /** Kafka ends, and the process with it: its supervisor starts it again until there is room. */
    @Test
    void aBrokerThatCannotWriteEndsTheProcessAndLosesNothing() throws Exception {
        try (Trial trial = Trial.beginEmbedded("disk-run", 1)) {
            RowcastProcess full = trial.start("run");
            Clients clients = trial.startClients(Clients.Work.ALL);
            clients.awaitCommits(200);

            full.limitFiles(SMALL_FILE);
            assertThat(full.awaitExit(END_LIMIT)).isEqualTo(1);
            trial.start("run");
            clients.awaitCommits(200);

            trial.verify();
        }
    }
}

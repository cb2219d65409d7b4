package io.rowcast.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rowcast.fixture.RedisNode;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a Redis holds that was restarted with its append-only file. */
class AppendOnlyFileIT {
    private static final LaneId LANE = new LaneId("shop.things", 0);
    private static final Map<LaneId, String> KEYS = Map.of(LANE, "watermark");
    private static final String[] FLAGS = ("--appendonly yes --appendfsync always --user rowcast on nopass ~* &* +@all"
                    + " --user default on nopass ~* &* -@all +@read +@connection")
            .split(" ");

    /** Many versions drop, when they load their file, the transactions of a user who may do more than 'default'. */
    @Test
    void aWatermarkDoesNotOutliveWhatCameBeforeIt() throws Exception {
        try (RedisNode redis = RedisNode.start(FLAGS)) {
            write(redis.uri().replace("redis://", "redis://rowcast:any@"));
            Map<String, String> before = redis.ask(client -> client.hgetall("watermark"));
            assertThat(before).containsEntry("offset", "2");

            redis.kill();
            redis.startAgain(FLAGS);

            long rows = redis.ask(client -> client.exists("thing:1"));
            assumeThat(rows).as("this Redis drops nothing").isZero();
            Map<String, String> after = redis.ask(client -> client.hgetall("watermark"));
            assertThat(after).doesNotContainKey("offset");
        }
    }

    /** A batch of a row, and one that only says how far the lane has come. */
    private static void write(String uri) throws RedisAwayException {
        try (RedisConnector connector = new RedisConnector(uri);
                RedisSession session = connector.open()) {
            exec(session, List.of(Command.of(Verb.HSET, "thing:1", "name", "Ada")), 1);
            exec(session, List.of(), 2);
        }
    }

    private static void exec(RedisSession session, List<Command> commands, long offset) throws RedisAwayException {
        session.watch(KEYS).await();
        Batch batch = new Batch(commands, List.of(), Map.of(LANE, new Watermark(offset, offset, "topic-id")));
        assertThat(session.exec(batch, KEYS, "me").await()).isEqualTo(new ExecReply(false, List.of()));
    }
}

package io.rowcast.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.rowcast.fixture.LettuceClients;
import io.rowcast.fixture.TestServers;
import io.rowcast.model.Command;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A session of ours and a client beside it, on keys that nobody else has. */
final class OpenRedis implements AutoCloseable {
    private final LaneId lane = new LaneId("shop.things", 0);
    private final Map<LaneId, String> keys;
    private final RedisConnector connector =
            new RedisConnector(TestServers.redis().uri());
    private final RedisClient client = RedisClient.create(TestServers.redis().uri());
    private long offset;

    final String prefix = UUID.randomUUID() + ":";
    final RedisCommands<String, String> redis = client.connect().sync();
    final RedisSession session;

    OpenRedis() throws RedisAwayException {
        keys = Map.of(lane, prefix + "watermark");
        session = connector.open();
    }

    Capabilities can() {
        return connector.capabilities().orElseThrow();
    }

    /** The same server for a user without a password of its own. */
    String uriFor(String user) {
        return TestServers.redis().uri().replace("redis://", "redis://" + user + ":any@");
    }

    /** Applies the commands, whose keys get the prefix, as one batch. */
    List<ExecReply.Failure> apply(List<Command> commands) throws RedisAwayException {
        session.watch(keys).await();
        offset++;
        Batch batch = new Batch(prefixed(commands), List.of(), Map.of(lane, new Watermark(offset, offset, "topic-id")));
        return session.exec(batch, keys, "me").await().failures();
    }

    List<ExecReply.Failure> apply(Command... commands) throws RedisAwayException {
        return apply(List.of(commands));
    }

    List<ExecReply.Failure> probe(Command... commands) throws RedisAwayException {
        return session.probe(prefixed(List.of(commands)));
    }

    private List<Command> prefixed(List<Command> commands) {
        return commands.stream()
                .map(command -> new Command(command.verb(), prefix + command.key(), command.arguments()))
                .toList();
    }

    @Override
    public void close() {
        session.close();
        connector.close();
        LettuceClients.shutdown(client);
    }
}

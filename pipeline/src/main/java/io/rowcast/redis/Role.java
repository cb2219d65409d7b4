package io.rowcast.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Asks a server what it is, by the one command that every user may call: HELLO. */
final class Role {
    private static final Wire.Keyword HELLO = new Wire.Keyword("HELLO");

    private Role() {}

    /**
     * Whether it takes no writes, such as a primary that was demoted a moment ago. A server that is too old to tell answers
     * READONLY to the first write.
     */
    static CompletionStage<Boolean> isReplica(StatefulRedisConnection<byte[], byte[]> connection) {
        var hello =
                new AsyncCommand<>(Wire.command(HELLO, new NestedMultiOutput<>(ByteArrayCodec.INSTANCE), Wire.args()));
        connection.dispatch(hello);
        return hello.handle((facts, error) -> {
            if (error == null || error instanceof RedisCommandExecutionException) {
                return error == null && saysReplica(facts);
            }
            throw new CompletionException(error);
        });
    }

    /** Names and values take turns. */
    private static boolean saysReplica(List<Object> facts) {
        int role = facts.stream().map(Role::text).toList().indexOf("role");
        return role >= 0 && role + 1 < facts.size() && text(facts.get(role + 1)).equals("replica");
    }

    private static String text(Object fact) {
        return fact instanceof byte[] bytes ? Wire.text(bytes) : String.valueOf(fact);
    }
}

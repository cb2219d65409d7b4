package io.rowcast.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Finds what the user may not do. Redis looks at rights when a command of a transaction is queued: so all are queued, and
 * then the transaction is discarded.
 */
final class Rights {
    /** One harmless form of each command that a batch, a sweep or a probe is made of; K is the key. */
    private static final List<String> COMMANDS = List.of(
            "TYPE K",
            "EXISTS K",
            "GET K",
            "HGET K f",
            "HMGET K f",
            "HGETALL K",
            "SCAN 0",
            "HSCAN K 0",
            "SET K v",
            "APPEND K v",
            "SETBIT K 0 1",
            "BITFIELD K",
            "INCRBY K 1",
            "UNLINK K",
            "EXPIRE K 1",
            "EXPIREAT K 1",
            "PERSIST K",
            "HSET K f v",
            "HDEL K f",
            "HINCRBY K f 1",
            "SADD K m",
            "SREM K m",
            "ZADD K 1 m",
            "ZREM K m",
            "ZINCRBY K 1 m",
            "ZREMRANGEBYRANK K 0 0",
            "GEOADD K 0 0 m",
            "RPUSH K v",
            "LPUSH K v",
            "LTRIM K 0 1",
            "XADD K * f v",
            "PUBLISH K v",
            "EVAL x 0",
            "EVALSHA x 0",
            "SCRIPT LOAD x");

    private Rights() {}

    /** Each command that is refused, with what Redis says. */
    static CompletionStage<List<String>> missing(StatefulRedisConnection<byte[], byte[]> redis, String key) {
        Map<String, AsyncCommand<byte[], byte[], String>> asked = new LinkedHashMap<>();
        asked.put("MULTI", command("MULTI", key));
        COMMANDS.forEach(each -> asked.put(each.split(" ", 2)[0], command(each, key)));
        var discard = command("DISCARD", key);
        redis.dispatch(new ArrayList<>(asked.values()));
        redis.dispatch(discard);
        return discard.handle((done, error) -> {
            if (error == null || error instanceof RedisCommandExecutionException) {
                return refused(asked);
            }
            throw new CompletionException(error);
        });
    }

    /**
     * What Redis says that its user {@code default} may not do, of what a batch does; empty when it may, or when Redis does not
     * tell us. Versions before redis/redis#14545 and valkey-io/valkey#3984 run the transactions of an append-only file as that user
     * when they load it, and drop what it may not do: seen with Redis 7.0.15 and 8.0.6.
     */
    static CompletionStage<Optional<String>> missingOfDefault(
            StatefulRedisConnection<byte[], byte[]> redis, String key) {
        var asked = command("ACL DRYRUN default HSET K f v", key);
        redis.dispatch(asked);
        return asked.handle((answer, error) -> {
            if (error == null) {
                return answer.equals("OK") ? Optional.empty() : Optional.of(answer);
            }
            if (error instanceof RedisCommandExecutionException) {
                return Optional.empty(); // Redis before 7.0 has no such command, or we may not ask
            }
            throw new CompletionException(error);
        });
    }

    private static List<String> refused(Map<String, AsyncCommand<byte[], byte[], String>> asked) {
        List<String> refused = new ArrayList<>();
        asked.forEach((name, command) -> {
            if (command.getOutput().hasError() && command.getOutput().getError().startsWith("NOPERM")) {
                refused.add(name + " (" + command.getOutput().getError() + ")");
            }
        });
        return refused;
    }

    private static AsyncCommand<byte[], byte[], String> command(String form, String key) {
        String[] words = form.split(" ");
        var args = Wire.args();
        for (int i = 1; i < words.length; i++) {
            if (words[i].equals("K")) {
                args.addKey(Wire.bytes(key));
            } else {
                args.add(Wire.bytes(words[i]));
            }
        }
        return new AsyncCommand<>(
                Wire.command(new Wire.Keyword(words[0]), new StatusOutput<>(ByteArrayCodec.INSTANCE), args));
    }
}

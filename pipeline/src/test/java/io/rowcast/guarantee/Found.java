package io.rowcast.guarantee;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.rowcast.fixture.RedisView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Reads all that is in Redis, but for the keys that Rowcast keeps for itself. */
final class Found {
    private static final String OWN_KEYS = "rowcast:";

    private Found() {}

    static RedisState read(RedisView redis) {
        RedisClusterAsyncCommands<String, String> commands = redis.async();
        Map<String, RedisFuture<String>> types = new LinkedHashMap<>();
        keys(redis).forEach(key -> types.put(key, commands.type(key)));
        Map<String, CompletableFuture<RedisValue>> values = new LinkedHashMap<>();
        types.forEach((key, type) -> {
            String is = join(type);
            if (!is.equals("none")) { // gone since the scan
                values.put(key, value(commands, key, is));
            }
        });
        RedisState state = new RedisState();
        values.forEach((key, value) -> state.put(key, value.join()));
        state.dropZeros(Expected.COUNTERS);
        return state;
    }

    private static Set<String> keys(RedisView redis) {
        Set<String> keys = new TreeSet<>();
        ScanArgs thousand = ScanArgs.Builder.limit(1000);
        KeyScanCursor<String> page = redis.sync().scan(thousand);
        keys.addAll(page.getKeys());
        while (!page.isFinished()) {
            page = redis.sync().scan(page, thousand);
            keys.addAll(page.getKeys());
        }
        keys.removeIf(key -> key.startsWith(OWN_KEYS));
        return keys;
    }

    private static CompletableFuture<RedisValue> value(
            RedisClusterAsyncCommands<String, String> redis, String key, String type) {
        return (switch (type) {
                    case "string" ->
                        redis.get(key).<RedisValue>thenApply(text -> new RedisValue.Text(String.valueOf(text)));
                    case "hash" ->
                        redis.hgetall(key).<RedisValue>thenApply(all -> new RedisValue.Fields(new HashMap<>(all)));
                    case "set" -> redis.smembers(key).<RedisValue>thenApply(RedisValue.Members::new);
                    case "zset" -> redis.zrangeWithScores(key, 0, -1).<RedisValue>thenApply(Found::scores);
                    case "list" ->
                        redis.lrange(key, 0, -1)
                                .<RedisValue>thenApply(all -> new RedisValue.Items(new ArrayList<>(all)));
                    default -> throw new IllegalStateException(key + " has the type " + type);
                })
                .toCompletableFuture();
    }

    private static RedisValue scores(List<ScoredValue<String>> values) {
        return new RedisValue.Scores(
                values.stream().collect(Collectors.toMap(ScoredValue::getValue, ScoredValue::getScore)));
    }

    private static <T> T join(RedisFuture<T> future) {
        return future.toCompletableFuture().join();
    }
}

package shop;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One Redis key as a plain client reads it.
 *
 * @param value String, {@code List<String>}, {@code Set<String>} or {@code Map<String, String>} (hash fields, sorted-set
 *     members with their scores)
 * @param livesMillis until it expires; negative for ever
 */
record RedisContent(String type, Object value, long livesMillis) {
    private static final int AT_ONCE = 500;
    /** What Redis calls its own Bloom filters. */
    private static final String BLOOM = "MBbloom--";

    /** All keys but those that Rowcast keeps for itself; of those that only answer questions, what they say of the expected. */
    static Map<String, RedisContent> readAll(
            RedisAsyncCommands<String, String> redis, Map<String, Expected> expected) {
        Map<String, RedisContent> contents = new HashMap<>();
        List<String> keys = new ArrayList<>(keys(redis));
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            read(redis, keys.subList(from, Math.min(keys.size(), from + AT_ONCE)), contents);
        }
        contents.replaceAll((key, found) ->
                expected.containsKey(key) ? found.asked(new Filters(redis, key, found.type()), expected.get(key)) : found);
        return contents;
    }

    private RedisContent asked(Filters filters, Expected expected) {
        Output.Kind kind = expected.output().kind();
        if (kind == Output.Kind.BITS && type.equals("string")) {
            return new RedisContent(type, filters.bits(), livesMillis);
        }
        if (kind == Output.Kind.BLOOM && (type.equals("string") || type.equals(BLOOM))) {
            return new RedisContent("string", filters.known((Set<?>) expected.value()), livesMillis);
        }
        return this;
    }

    private static Set<String> keys(RedisAsyncCommands<String, String> redis) {
        Set<String> keys = new LinkedHashSet<>();
        ScanCursor cursor = ScanCursor.INITIAL;
        while (!cursor.isFinished()) {
            KeyScanCursor<String> page = await(redis.scan(cursor, ScanArgs.Builder.limit(1000)));
            page.getKeys().stream().filter(key -> !key.startsWith("rowcast:")).forEach(keys::add);
            cursor = page;
        }
        return keys;
    }

    private static void read(
            RedisAsyncCommands<String, String> redis, List<String> keys, Map<String, RedisContent> into) {
        List<RedisFuture<String>> types = keys.stream().map(redis::type).toList();
        List<RedisFuture<Long>> lives = keys.stream().map(redis::pttl).toList();
        List<RedisFuture<?>> values = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            values.add(value(redis, keys.get(i), await(types.get(i))));
        }
        for (int i = 0; i < keys.size(); i++) {
            String type = await(types.get(i));
            if (!type.equals("none")) {
                into.put(keys.get(i), new RedisContent(type, plain(await(values.get(i))), await(lives.get(i))));
            }
        }
    }

    private static RedisFuture<?> value(RedisAsyncCommands<String, String> redis, String key, String type) {
        return switch (type) {
            case "string" -> redis.get(key);
            case "hash" -> redis.hgetall(key);
            case "set" -> redis.smembers(key);
            case "zset" -> redis.zrangeWithScores(key, 0, -1);
            case "list" -> redis.lrange(key, 0, -1);
            default -> redis.type(key);
        };
    }

    /** Scored members become a map of member to score; all else is as Redis gives it. */
    private static Object plain(Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty() || !(list.get(0) instanceof ScoredValue)) {
            return value instanceof Set<?> set ? new HashSet<>(set) : value;
        }
        Map<Object, String> scores = new HashMap<>();
        for (Object one : list) {
            ScoredValue<?> scored = (ScoredValue<?>) one;
            scores.put(scored.getValue(), Numbers.plain(Double.toString(scored.getScore())));
        }
        return scores;
    }

    static <T> T await(RedisFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading Redis", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("Redis did not answer", e);
        }
    }
}

package io.rowcast.redis;

import io.lettuce.core.GeoCoordinates;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The commands of a look: what the key is, what stands in the place, and how long the key lives. */
final class LookCommands {
    private final RedisAsyncCommands<byte[], byte[]> redis;
    private final Capabilities can;

    LookCommands(RedisAsyncCommands<byte[], byte[]> redis, Capabilities can) {
        this.redis = redis;
        this.can = can;
    }

    /** A look that is on its way. */
    record Asked(Future<String> type, CompletableFuture<Optional<Object>> value, Future<Long> left) {
        Found found() throws RedisAwayException {
            String is = Answers.await(type);
            long millis = Answers.await(left);
            return new Found(
                    is, Answers.await(value), millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis)));
        }
    }

    Asked ask(Look look) {
        byte[] key = Wire.bytes(look.place().key());
        return new Asked(redis.type(key), value(look, key), redis.pttl(key));
    }

    private CompletableFuture<Optional<Object>> value(Look look, byte[] key) {
        String within = look.place().within();
        byte[] name = Wire.bytes(within == null ? "" : within);
        CompletionStage<@Nullable Object> value = switch (look.form()) {
            case TEXT, SUM -> redis.get(key).thenApply(LookCommands::text);
            case HASH -> redis.hgetall(key).thenApply(all -> all.isEmpty() ? null : Wire.texts(all));
            case FIELDS -> fields(key, look.names());
            case FIELD, FIELD_SUM -> redis.hget(key, name).thenApply(LookCommands::text);
            case MEMBER -> redis.sismember(key, name).thenApply(LookCommands::there);
            case SCORE, SCORE_SUM -> redis.zscore(key, name).thenApply(LookCommands::number);
            case POSITION -> redis.geopos(key, name).thenApply(LookCommands::position);
            case BIT ->
                redis.getbit(key, Long.parseLong(within == null ? "0" : within)).thenApply(bit -> there(bit == 1));
            case ITEM -> item(look, key, name);
            case DOCUMENT, TRACE, NOTHING -> redis.exists(key).thenApply(count -> there(count == 1));
        };
        return value.handle(LookCommands::unlessRefused).toCompletableFuture();
    }

    /** A key of another type has nothing in the place. */
    private static Optional<Object> unlessRefused(@Nullable Object value, @Nullable Throwable error) {
        if (error == null) {
            return Optional.ofNullable(value);
        }
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof RedisCommandExecutionException refused
                && String.valueOf(refused.getMessage()).startsWith("WRONGTYPE")) {
            return Optional.empty();
        }
        throw new CompletionException(cause);
    }

    private CompletionStage<@Nullable Object> fields(byte[] key, List<String> names) {
        return redis.hmget(key, names.stream().map(Wire::bytes).toArray(byte[][]::new))
                .thenApply(LookCommands::present);
    }

    private static @Nullable Object present(List<KeyValue<byte[], byte[]>> fields) {
        Map<String, String> present = new TreeMap<>();
        fields.forEach(field -> field.ifHasValue(value -> present.put(Wire.text(field.getKey()), Wire.text(value))));
        return present.isEmpty() ? null : present;
    }

    private CompletionStage<@Nullable Object> item(Look look, byte[] key, byte[] name) {
        if (can.bloom()) {
            RedisFuture<Long> exists = redis.dispatch(
                    new Wire.Keyword("BF.EXISTS"),
                    new IntegerOutput<>(ByteArrayCodec.INSTANCE),
                    Wire.args().addKey(key).add(name));
            return exists.thenApply(found -> there(found == 1));
        }
        BloomBits bits = BloomBits.of(
                Long.parseLong(look.names().get(0)),
                Double.parseDouble(look.names().get(1)));
        List<CompletableFuture<Long>> set = new ArrayList<>();
        for (long offset : bits.of(Wire.text(name))) {
            set.add(redis.getbit(key, offset).toCompletableFuture());
        }
        return CompletableFuture.allOf(set.toArray(CompletableFuture[]::new))
                .thenApply(all -> there(set.stream().allMatch(bit -> bit.join() == 1)));
    }

    private static @Nullable Object text(byte @Nullable [] bytes) {
        return bytes == null ? null : Wire.text(bytes);
    }

    private static @Nullable Object there(boolean is) {
        return is ? "" : null;
    }

    private static @Nullable Object number(@Nullable Double score) {
        return score == null
                ? null
                : Double.isInfinite(score) ? score.toString() : new BigDecimal(score).toPlainString();
    }

    private static @Nullable Object position(List<@Nullable GeoCoordinates> found) {
        GeoCoordinates position = found.get(0);
        return position == null ? null : position.getX() + " " + position.getY();
    }
}

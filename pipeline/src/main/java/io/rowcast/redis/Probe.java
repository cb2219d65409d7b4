package io.rowcast.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks Redis whether a command would fail on its key, without changing anything. */
final class Probe {
    private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?");

    private Probe() {}

    /** Completes with the reason why the command would fail, or empty. */
    static CompletionStage<Optional<String>> of(Command command, RedisAsyncCommands<byte[], byte[]> redis) {
        Verb.KeyType expected = command.verb().keyType();
        if (expected == Verb.KeyType.ANY) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return redis.type(Wire.bytes(command.key())).thenCompose(type -> {
            if (type.equals("none")) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            if (!type.equals(expected.name().toLowerCase(Locale.ROOT))) {
                return CompletableFuture.completedFuture(Optional.of("WRONGTYPE the key holds a " + type + ", not a "
                        + expected.name().toLowerCase(Locale.ROOT)));
            }
            return number(command, redis);
        });
    }

    /** A counter on a value that is no number fails although the type of the key is right. */
    private static CompletionStage<Optional<String>> number(Command command, RedisAsyncCommands<byte[], byte[]> redis) {
        byte[] key = Wire.bytes(command.key());
        return switch (command.verb()) {
            case INCRBY, ADD_DECIMAL -> redis.get(key).thenApply(Probe::notNumber);
            case HINCRBY, HADD_DECIMAL ->
                redis.hget(key, Wire.bytes(command.arguments().get(0))).thenApply(Probe::notNumber);
            default -> CompletableFuture.completedFuture(Optional.empty());
        };
    }

    private static Optional<String> notNumber(byte @Nullable [] value) {
        return value == null || DECIMAL.matcher(Wire.text(value)).matches()
                ? Optional.empty()
                : Optional.of("ERR value is not a number");
    }
}

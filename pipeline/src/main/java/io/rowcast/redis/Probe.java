package io.rowcast.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks Redis whether a command would fail on its key, without changing anything. */
final class Probe {
    private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final CompletionStage<Optional<String>> FINE = CompletableFuture.completedFuture(Optional.empty());

    private Probe() {}

    /** Completes with the reason why the command would fail, or empty. */
    static CompletionStage<Optional<String>> of(
            Command command, Capabilities can, StatefulRedisConnection<byte[], byte[]> redis) {
        List<String> expected = expected(command.verb(), can).names();
        if (expected.isEmpty()) {
            return FINE;
        }
        return redis.async().type(Wire.bytes(command.key())).thenCompose(type -> {
            if (type.equals("none")) {
                return FINE;
            }
            if (!expected.contains(type)) {
                String bloom = command.verb() == Verb.BLOOM_ADD ? expectedBloom(can) : "";
                return CompletableFuture.completedFuture(
                        Optional.of("WRONGTYPE the key holds a " + type + ", not a " + expected.get(0) + bloom));
            }
            return content(command, redis);
        });
    }

    /** Failures of those that would fail, by their place. */
    static List<ExecReply.Failure> failures(List<CompletionStage<Optional<String>>> answers) throws RedisAwayException {
        List<ExecReply.Failure> failures = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Optional<String> failure = Answers.await(answers.get(i).toCompletableFuture());
            if (failure.isPresent()) {
                failures.add(new ExecReply.Failure(i, failure.get()));
            }
        }
        return failures;
    }

    /** A Bloom filter is of the kind that the server could when it was made; the other kind needs to be told so. */
    static List<ExecReply.Failure> explained(
            List<ExecReply.Failure> failures, List<Command> commands, Capabilities can) {
        return failures.stream()
                .map(failure -> commands.get(failure.command()).verb() == Verb.BLOOM_ADD
                        ? new ExecReply.Failure(failure.command(), failure.message() + expectedBloom(can))
                        : failure)
                .toList();
    }

    private static Verb.KeyType expected(Verb verb, Capabilities can) {
        return verb == Verb.BLOOM_ADD && !can.bloom() ? Verb.KeyType.STRING : verb.keyType();
    }

    /** What to do about a filter of the kind that this server does not write. */
    static String expectedBloom(Capabilities can) {
        return can.bloom()
                ? "; found a server with BF.INSERT (" + can.server()
                        + "), expected a key without a bitmap that an earlier server needed: remove it and load the table again"
                : "; found a server without BF.INSERT (" + can.server()
                        + "), expected a key with a bitmap or none: remove it and load the table again";
    }

    /** What fails although the type of the key is right: a counter on a value that is no number, a scalar on a path. */
    private static CompletionStage<Optional<String>> content(
            Command command, StatefulRedisConnection<byte[], byte[]> redis) {
        byte[] key = Wire.bytes(command.key());
        return switch (command.verb()) {
            case INCRBY, ADD_DECIMAL -> redis.async().get(key).thenApply(Probe::notNumber);
            case HINCRBY, HADD_DECIMAL ->
                redis.async().hget(key, Wire.bytes(command.arguments().get(0))).thenApply(Probe::notNumber);
            case JSON_PUT, JSON_REMOVE, JSON_PUT_ELEMENT, JSON_REMOVE_ELEMENT -> document(command, redis);
            default -> FINE;
        };
    }

    private static CompletionStage<Optional<String>> document(
            Command command, StatefulRedisConnection<byte[], byte[]> redis) {
        var check = new AsyncCommand<>(Wire.check(command, new IntegerOutput<>(ByteArrayCodec.INSTANCE)));
        redis.dispatch(check);
        return check.handle((done, error) -> {
            if (error == null || error instanceof RedisCommandExecutionException) {
                return Optional.ofNullable(error).map(RedisConnector::innermost);
            }
            throw new CompletionException(error);
        });
    }

    private static Optional<String> notNumber(byte @Nullable [] value) {
        return value == null || DECIMAL.matcher(Wire.text(value)).matches()
                ? Optional.empty()
                : Optional.of("ERR value is not a number");
    }
}

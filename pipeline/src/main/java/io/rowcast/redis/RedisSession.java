package io.rowcast.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.MapScanCursor;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.RedisCommand;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One connection and its one life: after the first {@link RedisAwayException} it is good for nothing but closing. Used
 * by one thread.
 *
 * <p>A batch is sent in two steps that need no round trip of their own: {@link #watch} looks at the watermarks and makes
 * Redis watch them, {@link #exec} sends the transaction, which Redis refuses if any of them changed in between.
 */
public final class RedisSession implements AutoCloseable {
    /** How long any one reply may take; a Redis that is slower than this counts as away. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final int SCAN_COUNT = 1000;
    private static final int HSCAN_COUNT = 500;
    private static final byte[] OWNER = Wire.bytes("owner");
    private static final byte[] OFFSET = Wire.bytes("offset");
    private static final byte[] CHECKED = Wire.bytes("checked");
    private static final byte[] TOPIC = Wire.bytes("topic");
    private static final byte[] SOURCE = Wire.bytes("source");

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final Capabilities can;
    private final ReplicaWait wait;
    private final @Nullable PrimaryWatch watch;

    /** @param watch tells whether the server still is the primary, {@code null} where nobody knows */
    RedisSession(
            StatefulRedisConnection<byte[], byte[]> connection,
            Capabilities can,
            ReplicaWait wait,
            @Nullable PrimaryWatch watch) {
        this.connection = connection;
        this.can = can;
        this.wait = wait;
        this.watch = watch;
    }

    /** @throws RedisAwayException when the server is a replica, which takes no writes */
    void requirePrimary() throws RedisAwayException {
        if (await(Role.isReplica(connection).toCompletableFuture())) {
            throw new RedisAwayException("found a read-only replica; expected the primary");
        }
    }

    /** An answer that is on its way. */
    public interface Reply<T> {
        T await() throws RedisAwayException;
    }

    /**
     * Looks at the watermark keys, and has Redis refuse the next {@link #exec} if one of them changes from now on.
     *
     * @param keys what each lane's watermark is called, by {@link RedisKeys#watermark}
     */
    public Reply<Map<LaneId, Held>> watch(Map<LaneId, String> keys) {
        var names = Wire.args();
        keys.values().forEach(key -> names.addKey(Wire.bytes(key)));
        AsyncCommand<byte[], byte[], String> watched =
                new AsyncCommand<>(Wire.command(Wire.WATCH, new StatusOutput<>(ByteArrayCodec.INSTANCE), names));
        List<RedisCommand<byte[], byte[], ?>> sent = new ArrayList<>(List.of(watched));
        Reply<Map<LaneId, Held>> reads = read(keys, sent);
        connection.dispatch(sent);
        return () -> {
            requireStillPrimary();
            await(watched);
            return reads.await();
        };
    }

    private void requireStillPrimary() throws RedisAwayException {
        if (watch != null) {
            watch.requireSame();
        }
    }

    /** Looks at the watermark keys, and whether the server still is the primary. */
    public Map<LaneId, Held> look(Map<LaneId, String> keys) throws RedisAwayException {
        requireStillPrimary();
        if (watch != null) {
            watch.ask();
        }
        List<RedisCommand<byte[], byte[], ?>> sent = new ArrayList<>();
        Reply<Map<LaneId, Held>> reads = read(keys, sent);
        connection.dispatch(sent);
        return reads.await();
    }

    private Reply<Map<LaneId, Held>> read(Map<LaneId, String> keys, List<RedisCommand<byte[], byte[], ?>> sent) {
        Map<LaneId, AsyncCommand<byte[], byte[], List<byte[]>>> reads = new LinkedHashMap<>();
        keys.forEach((lane, key) -> {
            var args = Wire.args()
                    .addKey(Wire.bytes(key))
                    .add(OWNER)
                    .add(OFFSET)
                    .add(CHECKED)
                    .add(TOPIC)
                    .add(SOURCE);
            var read =
                    new AsyncCommand<>(Wire.command(Wire.HMGET, new ValueListOutput<>(ByteArrayCodec.INSTANCE), args));
            reads.put(lane, read);
            sent.add(read);
        });
        return () -> {
            Map<LaneId, Held> held = new LinkedHashMap<>();
            for (var read : reads.entrySet()) {
                held.put(read.getKey(), held(await(read.getValue())));
            }
            return held;
        };
    }

    /**
     * Sends a batch as one transaction.
     *
     * @param owner who sends it; becomes the owner of each lane in it
     */
    public Reply<ExecReply> exec(Batch batch, Map<LaneId, String> keys, String owner) {
        List<RedisCommand<byte[], byte[], ?>> sent =
                new ArrayList<>(batch.commands().size() + keys.size() + 3);
        QueuedOutput queued = new QueuedOutput();
        sent.add(Wire.command(Wire.MULTI, queued, Wire.args()));
        // In the same transaction: a script cache that was emptied a moment ago must not cost a change.
        Set<Script> scripts = scripts(batch.commands());
        scripts.forEach(script -> sent.add(Wire.loadScript(script, queued)));
        for (Command command : batch.commands()) {
            sent.add(Wire.queued(command, can, queued));
        }
        keys.forEach(
                (lane, key) -> sent.add(store(key, owner, batch.watermarks().get(lane), queued)));
        var exec = new AsyncCommand<>(Wire.command(Wire.EXEC, new ExecOutput(scripts.size()), Wire.args()));
        sent.add(exec);
        Reply<Long> replicas = replicas(sent);
        connection.dispatch(sent);
        return () -> {
            try {
                ExecReply reply = explained(await(exec), batch.commands());
                wait.require(replicas.await());
                return reply;
            } catch (RedisAwayException e) {
                throw queued.firstError()
                        .map(reason -> new RedisAwayException("Redis refused a batch: " + reason, e))
                        .orElse(e);
            }
        };
    }

    /** How many replicas have the transaction before it: asked for behind it, so that it costs no round trip of its own. */
    private Reply<Long> replicas(List<RedisCommand<byte[], byte[], ?>> sent) {
        if (!wait.needed()) {
            return () -> 0L;
        }
        var replicas = new AsyncCommand<>(Wire.command(
                Wire.WAIT,
                new IntegerOutput<>(ByteArrayCodec.INSTANCE),
                Wire.args().add(wait.replicas()).add(wait.timeout().toMillis())));
        sent.add(replicas);
        return () -> await(replicas, DEADLINE.plus(wait.timeout()));
    }

    private static Set<Script> scripts(List<Command> commands) {
        Set<Script> scripts = new LinkedHashSet<>();
        for (Command command : commands) {
            Script script = Wire.script(command.verb());
            if (script != null) {
                scripts.add(script);
            }
        }
        return scripts;
    }

    /** A Bloom filter is of the kind that the server could when it was made; the other kind needs to be told so. */
    private ExecReply explained(ExecReply reply, List<Command> commands) {
        return new ExecReply(
                reply.refused(),
                reply.failures().stream()
                        .map(failure -> commands.get(failure.command()).verb() == Verb.BLOOM_ADD
                                ? new ExecReply.Failure(failure.command(), failure.message() + Probe.expectedBloom(can))
                                : failure)
                        .toList());
    }

    private static RedisCommand<byte[], byte[], ?> store(
            String key, String owner, @Nullable Watermark watermark, QueuedOutput queued) {
        var args = Wire.args().addKey(Wire.bytes(key)).add(OWNER).add(Wire.bytes(owner));
        if (watermark != null) {
            args.add(OFFSET).add(watermark.offset());
            args.add(CHECKED).add(watermark.checked());
            args.add(TOPIC).add(Wire.bytes(watermark.topicId()));
            if (watermark.source() != null) {
                args.add(SOURCE).add(Wire.bytes(watermark.source()));
            }
        }
        return Wire.command(Wire.HSET, queued, args);
    }

    private static Held held(List<byte[]> fields) {
        Optional<String> owner = Optional.ofNullable(fields.get(0)).map(Wire::text);
        if (fields.get(1) == null || fields.get(2) == null || fields.get(3) == null) {
            return new Held(owner, Optional.empty());
        }
        long offset = Long.parseLong(Wire.text(fields.get(1)));
        long checked = Long.parseLong(Wire.text(fields.get(2)));
        String source = fields.get(4) == null ? null : Wire.text(fields.get(4));
        return new Held(owner, Optional.of(new Watermark(offset, checked, Wire.text(fields.get(3)), source)));
    }

    /** What INFO says in a section, by its names. */
    public Map<String, String> info(String section) throws RedisAwayException {
        Map<String, String> facts = new LinkedHashMap<>();
        await(connection.async().info(section))
                .lines()
                .map(line -> line.split(":", 2))
                .filter(fact -> fact.length == 2)
                .forEach(fact -> facts.put(fact[0], fact[1].strip()));
        return facts;
    }

    /** The fields of a hash, all at once. */
    public Map<String, String> hash(String key) throws RedisAwayException {
        Map<String, String> fields = new LinkedHashMap<>();
        await(connection.async().hgetall(Wire.bytes(key))).forEach((k, v) -> fields.put(Wire.text(k), Wire.text(v)));
        return fields;
    }

    /** The fields of a hash that may be large; read while Redis goes on serving others. */
    public HashPages pages(String key) {
        byte[] name = Wire.bytes(key);
        ScanArgs args = ScanArgs.Builder.limit(HSCAN_COUNT);
        return new HashPages() {
            private ScanCursor cursor = ScanCursor.INITIAL;

            @Override
            public boolean hasNext() {
                return !cursor.isFinished();
            }

            @Override
            public Map<String, String> next() throws RedisAwayException {
                MapScanCursor<byte[], byte[]> page = await(connection.async().hscan(name, cursor, args));
                cursor = page;
                Map<String, String> fields = new LinkedHashMap<>();
                page.getMap().forEach((field, value) -> fields.put(Wire.text(field), Wire.text(value)));
                return fields;
            }
        };
    }

    /** All keys that match a SCAN pattern and are owned, once each pass; found while Redis goes on serving others. */
    public List<String> scan(String pattern, Predicate<String> owned) throws RedisAwayException {
        List<String> keys = new ArrayList<>();
        ScanArgs args = ScanArgs.Builder.limit(SCAN_COUNT).match(pattern);
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            KeyScanCursor<byte[]> page = await(connection.async().scan(cursor, args));
            page.getKeys().stream().map(Wire::text).filter(owned).forEach(keys::add);
            cursor = page;
        } while (!cursor.isFinished());
        return keys;
    }

    /**
     * Which of the commands would fail on the keys as they are now, without changing anything.
     *
     * @return failures as {@link #exec} would have reported them
     */
    public List<ExecReply.Failure> probe(Collection<Command> commands) throws RedisAwayException {
        List<CompletionStage<Optional<String>>> answers = new ArrayList<>();
        for (Command command : commands) {
            answers.add(Probe.of(command, can, connection));
        }
        List<ExecReply.Failure> failures = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Optional<String> failure = await(answers.get(i).toCompletableFuture());
            if (failure.isPresent()) {
                failures.add(new ExecReply.Failure(i, failure.get()));
            }
        }
        return failures;
    }

    private <T> T await(Future<T> reply) throws RedisAwayException {
        return await(reply, DEADLINE);
    }

    private static <T> T await(Future<T> reply, Duration deadline) throws RedisAwayException {
        try {
            return reply.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RedisAwayException("Redis did not answer within " + deadline.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new RedisAwayException("Redis failed: " + RedisConnector.innermost(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisAwayException("interrupted while waiting for Redis", e);
        } catch (RedisException e) {
            throw new RedisAwayException("Redis failed: " + RedisConnector.innermost(e), e);
        }
    }

    /** Whether the connection stands, as far as this side knows. */
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        var unused = connection.closeAsync(); // nobody needs to wait for the socket
    }
}

package io.rowcast.redis;

import static io.rowcast.redis.Answers.await;

import io.lettuce.core.MapScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.RedisCommand;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One server and one connection to it, on which a batch is one transaction. */
final class SingleSession implements RedisSession {
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
    SingleSession(
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

    /** By WATCH: the transaction is refused if a watermark changes after it was looked at. */
    @Override
    public Reply<Map<LaneId, Held>> watch(Map<LaneId, String> keys) {
        var names = Wire.args();
        keys.values().forEach(key -> names.addKey(Wire.bytes(key)));
        AsyncCommand<byte[], byte[], String> watched =
                new AsyncCommand<>(Wire.command(Wire.WATCH, new StatusOutput<>(ByteArrayCodec.INSTANCE), names));
        List<RedisCommand<byte[], byte[], ?>> sent = new ArrayList<>(List.of(watched));
        Reply<Map<LaneId, Held>> reads = read(keys, sent);
        connection.dispatch(new Bundle(sent));
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

    /** Also whether the server still is the primary. */
    @Override
    public Map<LaneId, Held> confirm(Map<LaneId, String> keys) throws RedisAwayException {
        requireStillPrimary();
        if (watch != null) {
            watch.ask();
        }
        List<RedisCommand<byte[], byte[], ?>> sent = new ArrayList<>();
        Reply<Map<LaneId, Held>> reads = read(keys, sent);
        connection.dispatch(new Bundle(sent));
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

    @Override
    public boolean claim(Map<LaneId, String> keys, String owner) throws RedisAwayException {
        return !exec(new Batch(List.of(), List.of(), Map.of()), keys, owner)
                .await()
                .refused();
    }

    @Override
    public Reply<ExecReply> exec(Batch batch, Map<LaneId, String> keys, String owner) {
        return exec(batch, NotedCommands.of(batch, keys), keys, owner);
    }

    @Override
    public ExecReply replay(Letter letter, Map<LaneId, String> keys, String owner) throws RedisAwayException {
        Batch batch = new Batch(letter.commands(), List.of(), Map.of());
        return exec(batch, List.of(NotedCommands.of(letter)), keys, owner).await();
    }

    private Reply<ExecReply> exec(Batch batch, List<NotedCommands> noted, Map<LaneId, String> keys, String owner) {
        List<RedisCommand<byte[], byte[], ?>> sent =
                new ArrayList<>(batch.commands().size() + keys.size() + 3);
        QueuedOutput queued = new QueuedOutput();
        sent.add(Wire.command(Wire.MULTI, queued, Wire.args()));
        List<Integer> plain = plain(batch.commands(), noted);
        // In the same transaction: a script cache that was emptied a moment ago must not cost a change.
        Set<Script> scripts = scripts(batch.commands(), plain);
        noted.forEach(each -> scripts.add(each.script()));
        scripts.forEach(script -> sent.add(Wire.loadScript(script, queued)));
        plain.forEach(index -> sent.add(Wire.queued(batch.commands().get(index), can, queued)));
        noted.forEach(each -> sent.add(each.call(can, queued)));
        keys.forEach((lane, key) -> store(key, owner, batch.watermarks().get(lane), queued, sent));
        var exec =
                new AsyncCommand<>(Wire.command(Wire.EXEC, new ExecOutput(scripts.size(), plain, noted), Wire.args()));
        sent.add(exec);
        Reply<Long> replicas = replicas(sent);
        connection.dispatch(new Bundle(sent));
        return () -> {
            try {
                ExecReply raw = await(exec);
                ExecReply reply = new ExecReply(raw.refused(), Probe.explained(raw.failures(), batch.commands(), can));
                wait.require(replicas.await());
                return reply;
            } catch (RedisAwayException e) {
                throw queued.firstError()
                        .map(reason -> new RedisAwayException("Redis refused a batch: " + reason, e))
                        .orElse(e);
            }
        };
    }

    /** Indexes of the commands that are sent as they are. */
    private static List<Integer> plain(List<Command> commands, List<NotedCommands> noted) {
        BitSet plain = new BitSet(commands.size());
        plain.set(0, commands.size());
        noted.forEach(each -> each.indexes().forEach(plain::clear));
        return plain.stream().boxed().toList();
    }

    /** How many replicas have the transaction before it: asked for behind it, so that it costs no round trip of its own. */
    private Reply<Long> replicas(List<RedisCommand<byte[], byte[], ?>> sent) {
        if (!wait.needed()) {
            return () -> 0L;
        }
        var replicas = new AsyncCommand<>(wait.command());
        sent.add(replicas);
        return () -> Answers.await(replicas, Answers.DEADLINE.plus(wait.timeout()));
    }

    private static Set<Script> scripts(List<Command> commands, List<Integer> plain) {
        Set<Script> scripts = new LinkedHashSet<>();
        for (int index : plain) {
            Script script = Wire.script(commands.get(index).verb());
            if (script != null) {
                scripts.add(script);
            }
        }
        return scripts;
    }

    /**
     * By two commands, as a single one would stand in Redis's append-only file without a transaction around it: a Redis that drops
     * transactions when it loads the file ({@link Rights#missingOfDefault}) would keep the watermark, and not what came before it.
     */
    private static void store(
            String key,
            String owner,
            @Nullable Watermark watermark,
            QueuedOutput queued,
            List<RedisCommand<byte[], byte[], ?>> into) {
        into.add(Wire.command(
                Wire.HSET,
                queued,
                Wire.args().addKey(Wire.bytes(key)).add(OWNER).add(Wire.bytes(owner))));
        if (watermark != null) {
            var args = Wire.args().addKey(Wire.bytes(key));
            args.add(OFFSET).add(watermark.offset());
            args.add(CHECKED).add(watermark.checked());
            args.add(TOPIC).add(Wire.bytes(watermark.topicId()));
            if (watermark.source() != null) {
                args.add(SOURCE).add(Wire.bytes(watermark.source()));
            }
            into.add(Wire.command(Wire.HSET, queued, args));
        }
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

    @Override
    public Map<String, String> refused(LaneId lane, String key, String topicId) throws RedisAwayException {
        byte[] noted = await(connection.async().hget(Wire.bytes(key), Wire.bytes(NotedCommands.FIELD)));
        return noted == null ? Map.of() : NotedCommands.parse(Wire.text(noted), topicId);
    }

    /** Nothing to do: every command comes with the watermark of all of Redis. */
    @Override
    public boolean seal(LaneId lane, Map<LaneId, String> keys, String topicId, long offset) {
        return true;
    }

    @Override
    public List<Map<String, String>> notes(String key) throws RedisAwayException {
        return List.of(Wire.texts(await(connection.async().hgetall(Wire.bytes(key)))));
    }

    @Override
    public boolean note(LaneId lane, Map<LaneId, String> keys, String owner, String key, Map<String, String> notes)
            throws RedisAwayException {
        List<String> fields = new ArrayList<>();
        notes.forEach((field, value) -> fields.addAll(List.of(field, value)));
        Command set = new Command(Verb.HSET, key, fields);
        return !exec(new Batch(List.of(set), List.of(), Map.of()), keys, owner)
                .await()
                .refused();
    }

    @Override
    public List<String> missingRights(String key) throws RedisAwayException {
        return await(Rights.missing(connection, key).toCompletableFuture());
    }

    @Override
    public Map<String, String> missingRightsOfDefault(String key) throws RedisAwayException {
        return await(Rights.missingOfDefault(connection, key).toCompletableFuture())
                .map(missing -> Map.of("", missing))
                .orElse(Map.of());
    }

    @Override
    public Map<String, Map<String, String>> info(String section) throws RedisAwayException {
        return Map.of("", Wire.facts(await(connection.async().info(section))));
    }

    @Override
    public Map<String, Map<String, String>> hashes(Collection<String> keys) throws RedisAwayException {
        Map<String, Future<Map<byte[], byte[]>>> replies = new LinkedHashMap<>();
        keys.forEach(key -> replies.put(key, connection.async().hgetall(Wire.bytes(key))));
        Map<String, Map<String, String>> hashes = new LinkedHashMap<>();
        for (var reply : replies.entrySet()) {
            hashes.put(reply.getKey(), Wire.texts(await(reply.getValue())));
        }
        return hashes;
    }

    @Override
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
                return Wire.texts(page.getMap());
            }
        };
    }

    @Override
    public Pages scan(String pattern, Predicate<String> owned) {
        ScanArgs args = ScanArgs.Builder.limit(SCAN_COUNT).match(pattern);
        return new ScanPages<>(
                cursor -> connection.async().scan(cursor, args), page -> Wire.texts(page.getKeys(), owned));
    }

    @Override
    public List<ExecReply.Failure> probe(Collection<Command> commands) throws RedisAwayException {
        List<CompletionStage<Optional<String>>> answers = new ArrayList<>();
        for (Command command : commands) {
            answers.add(Probe.of(command, can, connection));
        }
        return Probe.failures(answers);
    }

    @Override
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

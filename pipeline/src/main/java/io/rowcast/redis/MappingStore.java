package io.rowcast.redis;

import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * The mappings that this Redis was written by, kept in it so that they are lost, and come back, together with what they
 * wrote; and what is to be done to keys that no mapping makes any more. Used by one thread; after a {@link
 * RedisAwayException} it is good for nothing but closing.
 */
public final class MappingStore implements AutoCloseable {
    private static final int PAGE = 500;

    /**
     * KEYS: the mappings, watermarks. ARGV: what the owners of all of these end with, the fields to take out. Returns 1 when
     * they do.
     */
    private static final Script SETTLE = new Script("""
            for i = 2, #KEYS do
              local owner = redis.call('HGET', KEYS[i], 'owner')
              if not owner or string.sub(owner, -#ARGV[1]) ~= ARGV[1] then return 0 end
            end
            redis.call('HDEL', KEYS[1], unpack(ARGV, 2))
            return 1
            """);

    /** KEYS: keys. ARGV: the types that stay. Returns how many others there were. */
    private static final Script UNLINK_OTHERS = new Script("""
            local stays, gone = { none = true }, 0
            for _, type in ipairs(ARGV) do stays[type] = true end
            for _, key in ipairs(KEYS) do
              if not stays[redis.call('TYPE', key).ok] then gone = gone + redis.call('UNLINK', key) end
            end
            return gone
            """);

    /** KEYS: strings. ARGV: a Lua pattern. Returns how many did not match it. */
    private static final Script UNLINK_UNLIKE = new Script("""
            local gone = 0
            for _, key in ipairs(KEYS) do
              if redis.call('TYPE', key).ok == 'string' and not string.match(redis.call('GET', key), ARGV[1]) then
                gone = gone + redis.call('UNLINK', key)
              end
            end
            return gone
            """);

    /** KEYS: a hash. ARGV: a Lua pattern, fields. Returns how many did not match it. */
    private static final Script REMOVE_UNLIKE = new Script("""
            local gone = 0
            for i = 2, #ARGV do
              local value = redis.call('HGET', KEYS[1], ARGV[i])
              if value and not string.match(value, ARGV[1]) then
                gone = gone + redis.call('HDEL', KEYS[1], ARGV[i])
              end
            end
            return gone
            """);

    /** KEYS: keys. ARGV: fields that hashes among these have no more. Returns how many there were. */
    private static final Script REMOVE_FIELDS = new Script("""
            local gone = 0
            for _, key in ipairs(KEYS) do
              if redis.call('TYPE', key).ok == 'hash' then gone = gone + redis.call('HDEL', key, unpack(ARGV)) end
            end
            return gone
            """);

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final RedisAsyncCommands<byte[], byte[]> redis;

    MappingStore(StatefulRedisConnection<byte[], byte[]> connection) {
        this.connection = connection;
        this.redis = connection.async();
    }

    /** All that is written down, by {@link RedisKeys#mappings}. */
    public Map<String, String> read(String key) throws RedisAwayException {
        return Wire.texts(Answers.await(redis.hgetall(Wire.bytes(key))));
    }

    public void write(String key, Map<String, String> fields) throws RedisAwayException {
        Answers.await(redis.hset(Wire.bytes(key), Wire.bytes(fields)));
    }

    /** Who owns lanes; empty for one that nobody ever owned. */
    public List<Optional<String>> owners(Collection<String> watermarks) throws RedisAwayException {
        List<Future<byte[]>> asked = new ArrayList<>();
        for (String watermark : watermarks) {
            asked.add(redis.hget(Wire.bytes(watermark), Wire.bytes("owner")));
        }
        List<Optional<String>> owners = new ArrayList<>();
        for (Future<byte[]> each : asked) {
            owners.add(Optional.ofNullable(Answers.await(each)).map(Wire::text));
        }
        return owners;
    }

    /**
     * Takes out what Redis holds no work of any more.
     *
     * @param watermarks of lanes
     * @param ending what the owner of each of them must end with, lest another writer goes on with it
     * @return false when one does not, and nothing is done
     */
    public boolean settle(String key, List<String> fields, List<String> watermarks, String ending)
            throws RedisAwayException {
        List<String> keys = new ArrayList<>(List.of(key));
        keys.addAll(watermarks);
        List<String> arguments = new ArrayList<>(List.of(ending));
        arguments.addAll(fields);
        return eval(SETTLE, keys, arguments) == 1;
    }

    /** All keys that match a SCAN pattern and are owned. */
    public Pages keys(String pattern, Predicate<String> owned) {
        ScanArgs args = ScanArgs.Builder.limit(PAGE).match(pattern);
        return new ScanPages<>(cursor -> redis.scan(cursor, args), page -> Wire.texts(page.getKeys(), owned));
    }

    /** Some of the fields of a hash at a time, with their values. */
    public HashPages fields(String key) {
        byte[] name = Wire.bytes(key);
        return new HashPages() {
            private ScanCursor cursor = ScanCursor.INITIAL;

            @Override
            public boolean hasNext() {
                return !cursor.isFinished();
            }

            @Override
            public Map<String, String> next() throws RedisAwayException {
                var page = Answers.await(redis.hscan(name, cursor, ScanArgs.Builder.limit(PAGE)));
                cursor = page;
                return Wire.texts(page.getMap());
            }
        };
    }

    /** Returns how many there were. */
    public long unlink(List<String> keys) throws RedisAwayException {
        return keys.isEmpty() ? 0 : Answers.await(redis.unlink(bytes(keys)));
    }

    /** Takes away those keys that have another type than these; returns how many there were. */
    public long unlinkOthers(List<String> keys, List<String> types) throws RedisAwayException {
        return keys.isEmpty() ? 0 : eval(UNLINK_OTHERS, keys, types);
    }

    /** Takes away strings that are no numbers of that kind; returns how many there were. */
    public long unlinkOthers(List<String> keys, boolean integers) throws RedisAwayException {
        return keys.isEmpty() ? 0 : eval(UNLINK_UNLIKE, keys, List.of(pattern(integers)));
    }

    /** Takes fields out of hashes; returns how many there were. */
    public long removeFields(List<String> keys, Collection<String> fields) throws RedisAwayException {
        return keys.isEmpty() ? 0 : eval(REMOVE_FIELDS, keys, List.copyOf(fields));
    }

    /** Takes fields out of a hash that are no numbers of that kind; returns how many there were. */
    public long removeOthers(String key, Collection<String> fields, boolean integers) throws RedisAwayException {
        List<String> arguments = new ArrayList<>(List.of(pattern(integers)));
        arguments.addAll(fields);
        return fields.isEmpty() ? 0 : eval(REMOVE_UNLIKE, List.of(key), arguments);
    }

    private static String pattern(boolean integers) {
        return integers ? "^-?%d+$" : "^-?%d+%.?%d*$";
    }

    private long eval(Script script, List<String> keys, List<String> arguments) throws RedisAwayException {
        Future<Long> answer = redis.eval(script.text(), ScriptOutputType.INTEGER, bytes(keys), bytes(arguments));
        return Answers.await(answer);
    }

    private static byte[][] bytes(List<String> texts) {
        return texts.stream().map(Wire::bytes).toArray(byte[][]::new);
    }

    @Override
    public void close() {
        var unused = connection.closeAsync(); // nobody needs to wait for the socket
    }
}

package io.rowcast.redis;

import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.rowcast.model.Form;
import io.rowcast.model.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * Reads values as any client of Redis would, and changes nothing. Used by one thread; after a {@link RedisAwayException} it is
 * good for nothing but closing.
 */
public final class ValueReader implements AutoCloseable {
    private static final int PAGE = 500;
    private static final int BITMAP_BYTES = 64 << 10;

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final RedisAsyncCommands<byte[], byte[]> redis;
    private final LookCommands commands;

    ValueReader(StatefulRedisConnection<byte[], byte[]> connection, Capabilities can) {
        this.connection = connection;
        this.redis = connection.async();
        this.commands = new LookCommands(redis, can);
    }

    /**
     * Looks at places, in one go.
     *
     * @param lanes what each lane's watermark is called
     */
    public Looked look(Map<LaneId, String> lanes, List<Look> looks) throws RedisAwayException {
        connection.setAutoFlushCommands(false);
        Map<LaneId, Future<byte[]>> before = ask(lanes);
        List<LookCommands.Asked> asked = looks.stream().map(commands::ask).toList();
        Map<LaneId, Future<byte[]>> after = ask(lanes);
        connection.flushCommands();
        connection.setAutoFlushCommands(true);
        Map<LaneId, Long> offsets = offsets(before);
        List<Found> found = new ArrayList<>();
        for (LookCommands.Asked each : asked) {
            found.add(each.found());
        }
        return new Looked(offsets, found, offsets(after));
    }

    private Map<LaneId, Future<byte[]>> ask(Map<LaneId, String> lanes) {
        Map<LaneId, Future<byte[]>> asked = new LinkedHashMap<>();
        lanes.forEach((lane, key) -> asked.put(lane, redis.hget(Wire.bytes(key), Wire.bytes("offset"))));
        return asked;
    }

    private static Map<LaneId, Long> offsets(Map<LaneId, Future<byte[]>> asked) throws RedisAwayException {
        Map<LaneId, Long> offsets = new LinkedHashMap<>();
        for (var lane : asked.entrySet()) {
            byte[] offset = Answers.await(lane.getValue());
            if (offset != null) {
                offsets.put(lane.getKey(), Long.parseLong(Wire.text(offset)));
            }
        }
        return offsets;
    }

    /** All keys that match a SCAN pattern and are owned. */
    public Pages keys(String pattern, Predicate<String> owned) {
        ScanArgs args = ScanArgs.Builder.limit(PAGE).match(pattern);
        return new ScanPages<>(cursor -> redis.scan(cursor, args), page -> Wire.texts(page.getKeys(), owned));
    }

    /** The names of all parts of the key at a place that are places, too. The key must be of the type that goes with the form. */
    public Pages parts(Look look) {
        byte[] key = Wire.bytes(look.place().key());
        ScanArgs args = ScanArgs.Builder.limit(PAGE);
        return switch (look.form()) {
            case FIELD, FIELD_SUM ->
                new ScanPages<>(
                        cursor -> redis.hscan(key, cursor, args),
                        page -> Wire.texts(page.getMap().keySet(), any -> true));
            case MEMBER ->
                new ScanPages<>(
                        cursor -> redis.sscan(key, cursor, args), page -> Wire.texts(page.getValues(), any -> true));
            case SCORE, POSITION, SCORE_SUM ->
                new ScanPages<>(
                        cursor -> redis.zscan(key, cursor, args),
                        page -> Wire.texts(
                                page.getValues().stream()
                                        .map(ScoredValue::getValue)
                                        .toList(),
                                any -> true));
            case BIT -> new Bits(key);
            case TEXT, HASH, FIELDS, ITEM, DOCUMENT, SUM, TRACE, NOTHING ->
                throw new IllegalArgumentException(look.form() + " has no parts");
        };
    }

    /** Whether the connection stands, as far as this side knows. */
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void close() {
        var unused = connection.closeAsync(); // nobody needs to wait for the socket
    }

    /** The numbers of the bits that are set, read some bytes at a time. */
    private final class Bits implements Pages {
        private final byte[] key;
        private long start;
        private boolean more = true;

        Bits(byte[] key) {
            this.key = key;
        }

        @Override
        public boolean hasNext() {
            return more;
        }

        @Override
        public List<String> next() throws RedisAwayException {
            byte[] bytes = Answers.await(redis.getrange(key, start, start + BITMAP_BYTES - 1));
            List<String> numbers = new ArrayList<>();
            for (int i = 0; i < 8 * bytes.length; i++) {
                if ((bytes[i / 8] & (0x80 >> (i % 8))) != 0) {
                    numbers.add(Long.toString(8 * start + i));
                }
            }
            start += BITMAP_BYTES;
            more = bytes.length == BITMAP_BYTES;
            return numbers;
        }
    }

    /** A look at nothing but the type of a key. */
    public static Look typeOf(int output, String key) {
        return new Look(Form.TRACE, new Place(output, key, null), List.of());
    }
}

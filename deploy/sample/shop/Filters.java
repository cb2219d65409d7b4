package shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.BooleanOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One key of Redis that tells who exists, as the front end of the shop asks it.
 *
 * @param type of the key: a Bloom filter is a string where Redis knows nothing of them
 */
record Filters(RedisAsyncCommands<String, String> redis, String key, String type) {
    /** As {@code customers.yml} has it, with the error rate that is usual. */
    private static final long CAPACITY = 100_000;
    private static final double ERROR_RATE = 0.01;

    private static final double LN2 = Math.log(2);
    private static final long BITS = (long) Math.ceil(-CAPACITY * Math.log(ERROR_RATE) / (LN2 * LN2));
    private static final int HASHES = (int) Math.round((double) BITS / CAPACITY * LN2);

    /** The command of Redis 8, or of the module RedisBloom. */
    private enum Command implements ProtocolKeyword {
        BF_EXISTS;

        @Override
        public byte[] getBytes() {
            return toString().getBytes(UTF_8);
        }

        @Override
        public String toString() {
            return name().replace('_', '.');
        }
    }

    /** The bits that are set. */
    Set<String> bits() {
        long bits = RedisContent.await(redis.strlen(key)) * Byte.SIZE;
        List<RedisFuture<Long>> asked = new ArrayList<>();
        for (long bit = 0; bit < bits; bit++) {
            asked.add(redis.getbit(key, bit));
        }
        Set<String> set = new HashSet<>();
        for (int bit = 0; bit < bits; bit++) {
            if (RedisContent.await(asked.get(bit)) == 1) {
                set.add(Integer.toString(bit));
            }
        }
        return set;
    }

    /** Those that the Bloom filter takes for present. */
    Set<String> known(Set<?> items) {
        Map<String, List<RedisFuture<?>>> asked = new LinkedHashMap<>();
        for (Object item : items) {
            asked.put((String) item, type.equals("string") ? bitsOf((String) item) : List.of(exists((String) item)));
        }
        Set<String> known = new HashSet<>();
        asked.forEach((item, answers) -> {
            if (answers.stream().map(RedisContent::await).allMatch(answer -> answer.equals(1L) || answer.equals(true))) {
                known.add(item);
            }
        });
        return known;
    }

    private RedisFuture<Boolean> exists(String item) {
        return redis.dispatch(
                Command.BF_EXISTS,
                new BooleanOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8).addKey(key).addValue(item));
    }

    /** The mapping reference says which. */
    private List<RedisFuture<?>> bitsOf(String item) {
        ByteBuffer hash = ByteBuffer.wrap(Hashing.murmur3_128(0).hashString(item, UTF_8).asBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        long first = hash.getLong();
        long second = hash.getLong();
        List<RedisFuture<?>> asked = new ArrayList<>();
        for (int i = 0; i < HASHES; i++) {
            asked.add(redis.getbit(key, Long.remainderUnsigned(first + i * second, BITS)));
        }
        return asked;
    }
}

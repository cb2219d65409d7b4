package shop;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every key that should be in Redis by what MySQL holds now, against every key that is there.
 *
 * @param counts per output: keys and values compared
 * @param differences one line each; empty when Redis equals MySQL
 */
record Comparison(Map<Output, int[]> counts, List<String> differences) {
    /** Jitter moves a TTL by up to this share. */
    private static final double JITTER = 0.10;
    private static final int TEXT_WIDTH = 120;
    /** What stands for a minute in place of a product that is gone. */
    private static final Map<String, String> TOMBSTONE = Map.of("_deleted", "1");
    private static final Duration TOMBSTONE_LIFE = Duration.ofSeconds(60);

    static Comparison make(Database database, RedisAsyncCommands<String, String> redis) throws SQLException {
        Map<String, Expected> expected = Expected.readAll(database);
        Map<String, RedisContent> found = RedisContent.readAll(redis, expected);
        Comparison comparison = new Comparison(new LinkedHashMap<>(), new ArrayList<>());
        Output.ALL.forEach(output -> comparison.counts.put(output, new int[2]));
        expected.forEach((key, one) -> comparison.compare(key, one, found.remove(key)));
        found.forEach(comparison::unexpected);
        return comparison;
    }

    boolean equal() {
        return differences.isEmpty();
    }

    int keys() {
        return counts.values().stream().mapToInt(count -> count[0]).sum();
    }

    int values() {
        return counts.values().stream().mapToInt(count -> count[1]).sum();
    }

    private void compare(String key, Expected expected, RedisContent found) {
        Output output = expected.output();
        counts.get(output)[0]++;
        counts.get(output)[1] += expected.size();
        Object value = found == null ? null : comparable(output.kind(), found);
        if (!comparable(expected).equals(value)) {
            boolean zeroCounter = found == null && output.kind() == Output.Kind.COUNTER && expected.value().equals("0");
            if (!zeroCounter) {
                differences.add(difference(key, expected, value, found));
            }
        } else {
            checkLife(key, Duration.ofHours(output.hours()), found.livesMillis());
        }
    }

    private static String difference(String key, Expected expected, Object value, RedisContent found) {
        Object wanted = expected.value();
        if (wanted instanceof Map<?, ?> fields && value instanceof Map<?, ?> others) {
            return key + ": expected " + without(fields.entrySet(), others.entrySet()) + ", found "
                    + without(others.entrySet(), fields.entrySet());
        }
        if (wanted instanceof Set<?> members && value instanceof Set<?> others) {
            return key + ": missing members " + without(members, others) + ", unexpected " + without(others, members);
        }
        if (wanted instanceof List<?> elements && value instanceof List<?> others) {
            int same = 0;
            while (same < Math.min(elements.size(), others.size()) && elements.get(same).equals(others.get(same))) {
                same++;
            }
            return key + ": expected " + elements.size() + " elements, found " + others.size() + "; from index " + same
                    + " expected " + shortened(elements.subList(same, elements.size()))
                    + ", found " + shortened(others.subList(same, others.size()));
        }
        String is = found == null ? "nothing" : found.type() + " " + shortened(found.value());
        return key + ": expected " + expected.output().kind().redisType() + " " + shortened(wanted) + ", found " + is;
    }

    private static String without(Set<?> all, Set<?> others) {
        Set<Object> rest = new LinkedHashSet<>(all);
        rest.removeAll(others);
        return shortened(rest);
    }

    private void checkLife(String key, Duration life, long livesMillis) {
        if (life.isZero() ? livesMillis >= 0 : outside(livesMillis, life)) {
            String wanted = life.isZero() ? "no expiry" : "an expiry of " + life.toHours() + " h, give or take a tenth";
            differences.add(key + ": expected " + wanted + ", found " + livesMillis + " ms");
        }
    }

    /** The run itself may have taken some of the life. */
    private static boolean outside(long livesMillis, Duration life) {
        return livesMillis > life.toMillis() * (1 + JITTER)
                || livesMillis < life.toMillis() * (1 - JITTER) - Duration.ofHours(1).toMillis();
    }

    private void unexpected(String key, RedisContent found) {
        boolean zeroCounter = "0".equals(found.value())
                && Output.ALL.stream()
                        .anyMatch(output -> output.kind() == Output.Kind.COUNTER && key.startsWith(output.prefix()));
        boolean tombstone = TOMBSTONE.equals(found.value())
                && found.livesMillis() >= 0
                && found.livesMillis() <= TOMBSTONE_LIFE.toMillis()
                && key.startsWith("product:");
        if (!zeroCounter && !tombstone) {
            differences.add(key + ": expected nothing, found " + found.type() + " " + shortened(found.value()));
        }
    }

    private static Object comparable(Expected expected) {
        return expected.output().kind() == Output.Kind.COUNTERS ? withoutZeros(expected.value()) : expected.value();
    }

    private static Object comparable(Output.Kind kind, RedisContent found) {
        if (!found.type().equals(kind.redisType())) {
            return found.type();
        }
        return switch (kind) {
            case COUNTER -> Numbers.plain((String) found.value());
            case COUNTERS -> withoutZeros(found.value());
            default -> found.value();
        };
    }

    /** A group that counts to zero is the same as none. */
    private static Object withoutZeros(Object counters) {
        Map<Object, Object> plain = new HashMap<>();
        ((Map<?, ?>) counters).forEach((group, count) -> plain.put(group, Numbers.plain((String) count)));
        plain.values().removeIf("0"::equals);
        return plain;
    }

    private static String shortened(Object value) {
        String text = value.toString();
        return text.length() <= TEXT_WIDTH ? text : text.substring(0, TEXT_WIDTH) + "…";
    }
}

package io.rowcast.guarantee;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * All keys of a Redis with what they hold, as expected or as found. A counter at zero is as good as none, since nothing in
 * MySQL tells whether it has ever counted.
 */
final class RedisState {
    private final Map<String, RedisValue> keys = new TreeMap<>();

    void put(String key, RedisValue value) {
        keys.put(key, value);
    }

    void text(String key, String text) {
        keys.put(key, new RedisValue.Text(text));
    }

    void field(String key, String field, String value) {
        RedisValue.Fields hash =
                (RedisValue.Fields) keys.computeIfAbsent(key, k -> new RedisValue.Fields(new HashMap<>()));
        hash.fields().put(field, value);
    }

    void member(String key, String member) {
        RedisValue.Members set =
                (RedisValue.Members) keys.computeIfAbsent(key, k -> new RedisValue.Members(new HashSet<>()));
        set.members().add(member);
    }

    void score(String key, String member, double score) {
        RedisValue.Scores set =
                (RedisValue.Scores) keys.computeIfAbsent(key, k -> new RedisValue.Scores(new HashMap<>()));
        set.scores().put(member, score);
    }

    void item(String key, String item) {
        RedisValue.Items list =
                (RedisValue.Items) keys.computeIfAbsent(key, k -> new RedisValue.Items(new ArrayList<>()));
        list.items().add(item);
    }

    /** Takes out the keys that are none of these. */
    void keep(Predicate<String> wanted) {
        keys.keySet().removeIf(wanted.negate());
    }

    int size() {
        return keys.size();
    }

    /** Takes out the counters that stand at zero: strings and hash fields of which the key begins with one of these. */
    void dropZeros(List<String> counters) {
        keys.entrySet()
                .removeIf(entry ->
                        counters.stream().anyMatch(entry.getKey()::startsWith) && withoutZeros(entry.getValue()));
    }

    private static boolean withoutZeros(RedisValue value) {
        if (value instanceof RedisValue.Fields hash) {
            hash.fields().values().removeIf(RedisState::zero);
            return hash.fields().isEmpty();
        }
        return value instanceof RedisValue.Text counter && zero(counter.text());
    }

    private static boolean zero(String text) {
        return text.matches("0(\\.0+)?");
    }

    /** One line for each key that differs, none when the two states are the same. */
    List<String> differences(RedisState found) {
        Set<String> all = new TreeSet<>(keys.keySet());
        all.addAll(found.keys.keySet());
        List<String> lines = new ArrayList<>();
        for (String key : all) {
            RedisValue expected = keys.get(key);
            RedisValue actual = found.keys.get(key);
            if (expected == null) {
                lines.add(key + ": not expected, found " + actual);
            } else if (actual == null) {
                lines.add(key + ": missing, expected " + expected);
            } else if (!expected.equals(actual)) {
                lines.add(key + ": " + expected.differs(actual));
            }
        }
        return lines;
    }
}

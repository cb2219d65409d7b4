package io.rowcast.guarantee;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a Redis key holds, as a client of Redis sees it. */
sealed interface RedisValue {

    /** What differs, in words; asked only when the two are not equal. */
    String differs(RedisValue found);

    /** A string. */
    record Text(String text) implements RedisValue {
        @Override
        public String differs(RedisValue found) {
            return "expected " + this + ", found " + found;
        }
    }

    /** A hash. */
    record Fields(Map<String, String> fields) implements RedisValue {
        @Override
        public String differs(RedisValue found) {
            return found instanceof Fields other ? maps(fields, other.fields) : "expected a hash, found " + found;
        }
    }

    /** A set. */
    record Members(Set<String> members) implements RedisValue {
        @Override
        public String differs(RedisValue found) {
            if (!(found instanceof Members other)) {
                return "expected a set, found " + found;
            }
            Set<String> missing = new TreeSet<>(members);
            missing.removeAll(other.members);
            Set<String> extra = new TreeSet<>(other.members);
            extra.removeAll(members);
            return "missing " + missing + ", not expected " + extra;
        }
    }

    /** A sorted set. */
    record Scores(Map<String, Double> scores) implements RedisValue {
        @Override
        public String differs(RedisValue found) {
            return found instanceof Scores other ? maps(scores, other.scores) : "expected a sorted set, found " + found;
        }
    }

    /** A list. */
    record Items(List<String> items) implements RedisValue {
        @Override
        public String differs(RedisValue found) {
            if (!(found instanceof Items other)) {
                return "expected a list, found " + found;
            }
            int same = 0;
            while (same < Math.min(items.size(), other.items.size())
                    && items.get(same).equals(other.items.get(same))) {
                same++;
            }
            return "expected " + items.size() + " items, found " + other.items.size() + "; from number " + same
                    + " on expected " + some(items, same) + ", found " + some(other.items, same);
        }
    }

    private static <V> String maps(Map<String, V> expected, Map<String, V> found) {
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        names.removeIf(name -> Objects.equals(expected.get(name), found.get(name)));
        return names.stream()
                .limit(5)
                .map(name -> name + ": expected " + expected.get(name) + ", found " + found.get(name))
                .collect(Collectors.joining("; "));
    }

    private static List<String> some(List<String> items, int from) {
        return items.subList(from, Math.min(items.size(), from + 5));
    }
}

package io.rowcast.author;

import io.rowcast.model.Command;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What Redis holds after some commands, without a Redis: for each key what a person reads there. Time does not pass in
 * it, so no key expires.
 */
final class RedisModel {
    private final Map<String, RedisValue> keys = new TreeMap<>();

    /** @throws UnsupportedOperationException for a command that it cannot follow, or that Redis would refuse */
    void apply(Command command) {
        String key = command.key();
        List<String> arguments = command.arguments();
        switch (command.verb()) {
            case SET -> keys.put(key, new RedisValue.Text(arguments.get(0)));
            case UNLINK -> keys.remove(key);
            case EXPIRE -> {} // time does not pass
            case HSET -> set(hash(command), arguments);
            case HDEL -> arguments.forEach(hash(command)::remove);
            case HINCRBY, HADD_DECIMAL -> hash(command).merge(arguments.get(0), arguments.get(1), RedisModel::sum);
            case INCRBY, ADD_DECIMAL -> keys.put(key, new RedisValue.Text(sum(text(command), arguments.get(0))));
            case SADD -> members(command).members().addAll(arguments);
            case SREM -> arguments.forEach(members(command).members()::remove);
            case ZADD -> ranking(command).put(arguments.get(1), new BigDecimal(arguments.get(0)));
            case ZREM -> arguments.forEach(ranking(command)::remove);
            case RPUSH -> items(command).addAll(arguments);
            case LPUSH -> arguments.forEach(item -> items(command).add(0, item));
            case LTRIM -> trim(items(command), arguments);
            default ->
                throw new UnsupportedOperationException("what Redis holds after " + command.verb()
                        + " is not known here; expected commands: in this case, not a state");
        }
        keys.values().removeIf(RedisValue::isEmpty);
    }

    /** What is there, ordered by key. */
    Map<String, RedisValue> content() {
        return Collections.unmodifiableMap(keys);
    }

    private Map<String, String> hash(Command command) {
        return at(command, RedisValue.Hash.class, RedisValue.Hash::new).fields();
    }

    private RedisValue.Members members(Command command) {
        return at(command, RedisValue.Members.class, RedisValue.Members::new);
    }

    private Map<String, BigDecimal> ranking(Command command) {
        return at(command, RedisValue.Ranking.class, RedisValue.Ranking::new).scores();
    }

    private List<String> items(Command command) {
        return at(command, RedisValue.Items.class, RedisValue.Items::new).items();
    }

    private String text(Command command) {
        return at(command, RedisValue.Text.class, () -> new RedisValue.Text("0"))
                .text();
    }

    private <T extends RedisValue> T at(Command command, Class<T> type, Supplier<T> fresh) {
        RedisValue value = keys.computeIfAbsent(command.key(), key -> fresh.get());
        if (!type.isInstance(value)) {
            throw new UnsupportedOperationException("WRONGTYPE: " + command.verb() + " on the key " + command.key()
                    + ", which another output has written as another type");
        }
        return type.cast(value);
    }

    private static void set(Map<String, String> hash, List<String> arguments) {
        for (int i = 0; i < arguments.size(); i += 2) {
            hash.put(arguments.get(i), arguments.get(i + 1));
        }
    }

    /** Exact, with as many fraction digits as the longer of the two. */
    private static String sum(String one, String other) {
        return new BigDecimal(one).add(new BigDecimal(other)).toPlainString();
    }

    /** As LTRIM counts: from 0, and from -1 at the end. */
    private static void trim(List<String> items, List<String> range) {
        int size = items.size();
        int first = Integer.parseInt(range.get(0));
        int last = Integer.parseInt(range.get(1));
        int from = Math.max(0, first < 0 ? size + first : first);
        int to = Math.min(size, (last < 0 ? size + last : last) + 1);
        List<String> kept = from < to ? List.copyOf(items.subList(from, to)) : List.of();
        items.clear();
        items.addAll(kept);
    }
}

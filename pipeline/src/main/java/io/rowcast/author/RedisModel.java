package io.rowcast.author;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rowcast.model.Command;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            case EXPIRE, EXPIREAT, PERSIST -> {} // time does not pass
            case PUBLISH -> {} // a message stays nowhere
            case APPEND -> keys.put(key, new RedisValue.Text(text(command, "") + arguments.get(0)));
            case INCRBY, ADD_DECIMAL -> keys.put(key, new RedisValue.Text(sum(text(command, "0"), arguments.get(0))));
            case SETBIT ->
                setBit(at(command, RedisValue.Bits.class, RedisValue.Bits::new).set(), arguments);
            case HSET -> set(hash(command), arguments);
            case HDEL -> arguments.forEach(hash(command)::remove);
            case HINCRBY, HADD_DECIMAL -> hash(command).merge(arguments.get(0), arguments.get(1), RedisModel::sum);
            case SADD -> members(command).addAll(arguments);
            case BLOOM_ADD -> members(command).add(arguments.get(0));
            case SREM -> arguments.forEach(members(command)::remove);
            case ZADD -> ranking(command).put(arguments.get(1), new BigDecimal(arguments.get(0)));
            case ZINCRBY -> ranking(command).merge(arguments.get(1), new BigDecimal(arguments.get(0)), BigDecimal::add);
            case ZREM -> arguments.forEach(ranked(command)::remove);
            case ZREMRANGEBYRANK -> trimRanking(ranking(command), arguments);
            case GEOADD -> positions(command).put(arguments.get(2), arguments.get(0) + " " + arguments.get(1));
            case RPUSH -> items(command).addAll(arguments);
            case LPUSH -> arguments.forEach(item -> items(command).add(0, item));
            case LTRIM -> trim(items(command), arguments);
            case XADD ->
                add(
                        at(command, RedisValue.Entries.class, RedisValue.Entries::new)
                                .entries(),
                        arguments);
            case JSON_SET, JSON_PUT, JSON_REMOVE, JSON_PUT_ELEMENT, JSON_REMOVE_ELEMENT ->
                keys.put(key, new RedisValue.Document(JsonModel.after(document(command), command)));
            default ->
                throw new UnsupportedOperationException(
                        "what Redis holds after " + command.verb().command()
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

    private Set<String> members(Command command) {
        return at(command, RedisValue.Members.class, RedisValue.Members::new).members();
    }

    private Map<String, BigDecimal> ranking(Command command) {
        return at(command, RedisValue.Ranking.class, RedisValue.Ranking::new).scores();
    }

    private List<String> items(Command command) {
        return at(command, RedisValue.Items.class, RedisValue.Items::new).items();
    }

    private Map<String, String> positions(Command command) {
        return at(command, RedisValue.Positions.class, RedisValue.Positions::new)
                .places();
    }

    /** To Redis, positions are a sorted set. */
    private Map<String, ?> ranked(Command command) {
        return keys.get(command.key()) instanceof RedisValue.Positions ? positions(command) : ranking(command);
    }

    private ObjectNode document(Command command) {
        return at(command, RedisValue.Document.class, RedisValue.Document::new).root();
    }

    private String text(Command command, String absent) {
        return at(command, RedisValue.Text.class, () -> new RedisValue.Text(absent))
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

    private static void setBit(Set<Long> bits, List<String> arguments) {
        Long bit = Long.valueOf(arguments.get(0));
        if (arguments.get(1).equals("0")) {
            bits.remove(bit);
        } else {
            bits.add(bit);
        }
    }

    /** MAXLEN with a ~ is left to Redis, which cuts only much longer streams. */
    private static void add(List<Map<String, String>> entries, List<String> arguments) {
        int fields = arguments.indexOf("*") + 1;
        Map<String, String> entry = new LinkedHashMap<>();
        set(entry, arguments.subList(fields, arguments.size()));
        entries.add(entry);
    }

    private static void trimRanking(Map<String, BigDecimal> scores, List<String> range) {
        List<String> ranked = new ArrayList<>(scores.keySet());
        ranked.sort(Comparator.<String, BigDecimal>comparing(scores::get).thenComparing(member -> member));
        List<String> cut = new ArrayList<>(ranked);
        trim(cut, range);
        cut.forEach(scores::remove);
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

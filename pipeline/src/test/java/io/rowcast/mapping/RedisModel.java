package io.rowcast.mapping;

import io.rowcast.model.Command;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Redis holds after some commands, as far as mappings use it: for each key what is in it. */
final class RedisModel {
    private final Map<String, Map<String, String>> keys = new TreeMap<>();

    void apply(Command command) {
        Map<String, String> key = keys.computeIfAbsent(command.key(), name -> new HashMap<>());
        List<String> arguments = command.arguments();
        switch (command.verb()) {
            case SET -> key.put("", arguments.get(0));
            case UNLINK -> key.clear();
            case HSET -> {
                for (int i = 0; i < arguments.size(); i += 2) {
                    key.put(arguments.get(i), arguments.get(i + 1));
                }
            }
            case HDEL, SREM, ZREM -> arguments.forEach(key::remove);
            case SADD -> key.put(arguments.get(0), "");
            case ZADD -> key.put(arguments.get(1), arguments.get(0));
            case GEOADD -> key.put(arguments.get(2), arguments.get(0) + " " + arguments.get(1));
            case SETBIT -> bit(key, arguments.get(0), arguments.get(1));
            case RPUSH -> key.put(Integer.toString(key.size()), arguments.get(0));
            case INCRBY, ADD_DECIMAL -> add(key, "", arguments.get(0));
            case HINCRBY, HADD_DECIMAL -> add(key, arguments.get(0), arguments.get(1));
            case ZINCRBY -> add(key, arguments.get(1), arguments.get(0));
            case JSON_SET -> key.put("", arguments.get(1));
            case JSON_PUT -> members(key, arguments.get(0), arguments.subList(1, arguments.size()));
            case JSON_REMOVE -> arguments.stream().skip(1).forEach(name -> key.remove(arguments.get(0) + "." + name));
            case JSON_PUT_ELEMENT -> members(key, element(arguments), arguments.subList(2, arguments.size()));
            case JSON_REMOVE_ELEMENT -> key.keySet().removeIf(name -> name.startsWith(element(arguments) + "."));
            default -> throw new IllegalArgumentException(command.toString());
        }
        if (key.isEmpty()) {
            keys.remove(command.key());
        }
    }

    private static void members(Map<String, String> key, String container, List<String> members) {
        for (int i = 0; i < members.size(); i += 2) {
            key.put(container + "." + members.get(i), members.get(i + 1));
        }
    }

    /** The array and the members that identify an element of it. */
    private static String element(List<String> arguments) {
        return arguments.get(0) + arguments.subList(2, 2 + 2 * Integer.parseInt(arguments.get(1)));
    }

    Map<String, String> key(String name) {
        return Map.copyOf(keys.getOrDefault(name, Map.of()));
    }

    /** A bitmap without a bit set, which is left, is as good as none. */
    private static void bit(Map<String, String> key, String bit, String value) {
        if (value.equals("1")) {
            key.put(bit, "");
        } else {
            key.remove(bit);
        }
    }

    private static void add(Map<String, String> key, String field, String amount) {
        BigDecimal sum = new BigDecimal(key.getOrDefault(field, "0")).add(new BigDecimal(amount));
        key.put(field, sum.signum() == 0 ? "0" : sum.stripTrailingZeros().toPlainString());
    }

    /** Without counters that are back at zero, which a count from nothing would not have. */
    Map<String, Map<String, String>> withoutZeroCounters() {
        Map<String, Map<String, String>> result = new TreeMap<>();
        keys.forEach((name, fields) -> {
            Map<String, String> kept = new HashMap<>(fields);
            if (name.startsWith("counter") || name.startsWith("rowcast:shared:")) {
                kept.values().removeIf("0"::equals);
            }
            if (!kept.isEmpty()) {
                result.put(name, kept);
            }
        });
        return result;
    }
}

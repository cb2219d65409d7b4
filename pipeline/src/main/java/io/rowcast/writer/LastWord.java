package io.rowcast.writer;

import io.rowcast.model.Command;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Of commands that were sent again, and failed now, the last on each part of a key. The earlier ones on it must not be
 * applied one after the other when the key is free again: all of them may have taken effect the first time, and who reads
 * the key would see it go back.
 */
final class LastWord {
    /** Between a container in a document and the name of a member, neither of which has it. */
    private static final String MEMBER = "\u0000";

    private LastWord() {}

    /** Those of the failed commands that none of the later ones would have overwritten; indexes in their list. */
    static Set<Integer> of(List<Command> commands, NavigableSet<Integer> failed) {
        Map<String, Set<String>> written = new HashMap<>();
        Set<Integer> last = new TreeSet<>();
        for (int index : failed.descendingSet()) {
            Command command = commands.get(index);
            Set<String> later = written.computeIfAbsent(command.key(), any -> new HashSet<>());
            Set<String> parts = parts(command);
            if (parts.isEmpty() || !parts.stream().allMatch(part -> isIn(later, part))) {
                last.add(index);
            }
            later.addAll(parts);
        }
        return last;
    }

    /** What of its key a command determines; empty when it adds to what is there. */
    private static Set<String> parts(Command command) {
        List<String> arguments = command.arguments();
        return switch (command.verb()) {
            case HSET -> at(arguments, i -> i % 2 == 0);
            case SADD, SREM, ZREM, HDEL -> Set.copyOf(arguments);
            case ZADD -> at(arguments, i -> i % 2 == 1);
            case GEOADD -> at(arguments, i -> i % 3 == 2);
            case SETBIT, JSON_SET -> Set.of(arguments.get(0));
            case JSON_PUT -> in(arguments.get(0), at(arguments, i -> i % 2 == 1));
            case JSON_REMOVE -> in(arguments.get(0), at(arguments, i -> i > 0));
            case JSON_PUT_ELEMENT, JSON_REMOVE_ELEMENT -> element(arguments);
            default -> Set.of();
        };
    }

    private static boolean isIn(Set<String> later, String part) {
        return later.contains(part)
                || (part.contains(MEMBER) && later.contains(part.substring(0, part.lastIndexOf(MEMBER))));
    }

    /** Some members of an element of an array, or all of it. */
    private static Set<String> element(List<String> arguments) {
        int identified = 2 + 2 * Integer.parseInt(arguments.get(1));
        String element = String.join(MEMBER, arguments.subList(0, identified));
        return arguments.size() == identified ? Set.of(element) : in(element, at(arguments, i -> i > 1 && i % 2 == 0));
    }

    private static Set<String> at(List<String> arguments, IntPredicate place) {
        Set<String> parts = new HashSet<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (place.test(i)) {
                parts.add(arguments.get(i));
            }
        }
        return parts;
    }

    private static Set<String> in(String container, Set<String> names) {
        Set<String> parts = new HashSet<>();
        names.forEach(name -> parts.add(container + MEMBER + name));
        return parts;
    }
}

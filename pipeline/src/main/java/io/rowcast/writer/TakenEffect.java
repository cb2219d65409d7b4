package io.rowcast.writer;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which commands of a record took effect while others failed: a replay leaves them out. Each is known by its verb, its key
 * and, in a hash, its field, as a mended mapping file may write other values.
 */
final class TakenEffect {
    /** Those that work on any type of key, and so also on one that somebody else has planted there. */
    private static final Set<Verb> ON_ANYTHING =
            EnumSet.of(Verb.SET, Verb.UNLINK, Verb.EXPIRE, Verb.EXPIREAT, Verb.PERSIST);

    private static final Set<Verb> OF_FIELDS = EnumSet.of(Verb.HINCRBY, Verb.HADD_DECIMAL, Verb.ZINCRBY, Verb.SETBIT);

    private final List<String> commands;

    private TakenEffect(List<String> commands) {
        this.commands = commands;
    }

    /** Nothing yet. */
    static TakenEffect none() {
        return new TakenEffect(List.of());
    }

    /** From {@link #text()}. */
    static TakenEffect parse(String text) {
        return new TakenEffect(text.isEmpty() ? List.of() : List.of(text.split("\n")));
    }

    /**
     * What took effect besides this.
     *
     * @param failed indexes of those that did not; what followed on the same key meant what they should have made of it
     */
    TakenEffect and(List<Command> sent, Set<Integer> failed) {
        List<String> effective = new ArrayList<>(commands);
        Set<String> spoilt = new HashSet<>();
        for (int i = 0; i < sent.size(); i++) {
            Command command = sent.get(i);
            if (failed.contains(i)) {
                spoilt.add(command.key());
            } else if (!(spoilt.contains(command.key()) && ON_ANYTHING.contains(command.verb()))) {
                effective.add(name(command));
            }
        }
        return new TakenEffect(effective);
    }

    /** The commands that are still to take effect. */
    List<Command> remaining(List<Command> all) {
        List<String> done = new ArrayList<>(commands);
        return all.stream()
                .filter(command -> !done.remove(name(command)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }

    /** As a header of the letter keeps it: a line for each. */
    String text() {
        return String.join("\n", commands);
    }

    /** For a person. */
    List<String> names() {
        return commands.stream()
                .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
                .toList();
    }

    private static String name(Command command) {
        String key = command.verb() + " " + encoded(command.key());
        return OF_FIELDS.contains(command.verb())
                ? key + " " + encoded(command.arguments().get(0))
                : key;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package io.rowcast.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Redis command that a row change causes: a verb, the key it writes, and what follows the key.
 *
 * @param besides the key that this one belongs to: in a Redis Cluster it lies in parts, one in the slot of each such key;
 *     {@code null} for a key that stands for itself
 */
public record Command(
        Verb verb,
        String key,
        List<String> arguments,
        @Nullable String besides) {

    public Command {
        arguments = List.copyOf(arguments);
    }

    public Command(Verb verb, String key, List<String> arguments) {
        this(verb, key, arguments, null);
    }

    public static Command of(Verb verb, String key, String... arguments) {
        return new Command(verb, key, List.of(arguments));
    }

    /** The same on the part of the key that lies where another key does. */
    public Command beside(String other) {
        return new Command(verb, key, arguments, other);
    }

    /** As one would type it: {@code SADD customers:in:Oslo 7}; an argument with a blank in it is quoted. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(verb.command()).append(' ').append(quoted(key));
        for (String argument : arguments) {
            text.append(' ').append(quoted(argument));
        }
        return text.toString();
    }

    private static String quoted(String word) {
        boolean plain = !word.isEmpty() && word.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '\\');
        return plain ? word : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

package io.rowcast.model;

import java.util.List;

/** One Redis command that a row change causes: a verb, the key it writes, and what follows the key. */
public record Command(Verb verb, String key, List<String> arguments) {

    public Command {
        arguments = List.copyOf(arguments);
    }

    public static Command of(Verb verb, String key, String... arguments) {
        return new Command(verb, key, List.of(arguments));
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

package io.rowcast;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a reply of Redis is what a page says: {@code …} there stands for anything, and some numbers are never quite the same. */
final class PracticeReply {
    private static final Pattern NUMBER = Pattern.compile("\\(integer\\) (\\d+)");

    /** Redis servers differ in what a key costs. */
    private static final double MEMORY_TOLERANCE = 0.5;

    /** Time passes between the writing of a key and the question. */
    private static final double TTL_TOLERANCE = 0.05;

    private PracticeReply() {}

    static boolean is(String command, String expected, String reply) {
        Matcher wanted = NUMBER.matcher(expected);
        Matcher found = NUMBER.matcher(reply);
        if (tolerance(command) > 0 && wanted.matches() && found.matches()) {
            double number = Double.parseDouble(wanted.group(1));
            return Math.abs(Double.parseDouble(found.group(1)) - number) <= Math.max(5, number * tolerance(command));
        }
        String pattern = Stream.of(expected.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(reply).matches();
    }

    private static double tolerance(String command) {
        if (command.startsWith("MEMORY USAGE ")) {
            return MEMORY_TOLERANCE;
        }
        return command.startsWith("TTL ") ? TTL_TOLERANCE : 0;
    }
}

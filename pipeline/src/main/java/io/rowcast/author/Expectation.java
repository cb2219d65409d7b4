package io.rowcast.author;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step of a case is to cause, as far as it says so. */
sealed interface Expectation {
    /** What the keys begin with that the pipeline has for itself. */
    String OWN = "rowcast:";

    /** What is different, as lines for a person; empty when nothing is. */
    List<String> difference(Outcome outcome);

    /**
     * What a step caused.
     *
     * @param failure why the mapping could make nothing of the row, if it could not
     * @param redis what Redis holds after it
     */
    record Outcome(List<String> commands, Optional<String> failure, Map<String, RedisValue> redis) {}

    /** Exactly these commands, in this order, each as one would type it. */
    record Commands(List<String> lines) implements Expectation {
        @Override
        public List<String> difference(Outcome outcome) {
            return titled("commands:", LineDifference.of(lines, outcome.commands()));
        }
    }

    /** The mapping can make nothing of the row, for a reason that contains this text. */
    record Fails(String reason) implements Expectation {
        @Override
        public List<String> difference(Outcome outcome) {
            if (outcome.failure().filter(found -> found.contains(reason)).isPresent()) {
                return List.of();
            }
            return List.of(
                    "- fails: " + reason,
                    "+ " + outcome.failure().map(found -> "fails: " + found).orElse("no failure"));
        }
    }

    /**
     * Redis holds this.
     *
     * @param whole whether it holds nothing else
     */
    record State(Map<String, JsonNode> keys, boolean whole) implements Expectation {
        @Override
        public List<String> difference(Outcome outcome) {
            List<String> expected = new ArrayList<>();
            List<String> found = new ArrayList<>();
            keys.forEach((key, node) -> {
                if (!node.isNull()) {
                    expected.addAll(
                            RedisValue.written(node, outcome.redis().get(key)).lines(key));
                }
            });
            outcome.redis().forEach((key, value) -> {
                if (keys.containsKey(key) || (whole && !key.startsWith(OWN))) {
                    found.addAll(value.lines(key));
                }
            });
            return titled(
                    whole ? "state:" : "keys:",
                    LineDifference.of(expected, found).stream()
                            .filter(line -> !line.startsWith(" "))
                            .toList());
        }
    }

    private static List<String> titled(String title, List<String> difference) {
        if (difference.isEmpty()) {
            return difference;
        }
        List<String> lines = new ArrayList<>(List.of(title + "  (- expected, + found)"));
        lines.addAll(difference);
        return lines;
    }
}

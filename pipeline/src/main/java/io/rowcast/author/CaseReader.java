package io.rowcast.author;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.config.Problem;
import io.rowcast.model.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the steps of one case; what is wrong with them goes to the problems of the file. */
final class CaseReader {
    private static final List<String> CHANGES = List.of("insert", "update", "delete");
    private static final List<String> EXPECTATIONS = List.of("commands", "state", "keys", "fails");
    private static final Set<String> KEYS = Set.of(Stream.of(CHANGES, EXPECTATIONS, List.of("where"))
            .flatMap(List::stream)
            .toArray(String[]::new));

    private final String file;
    private final WrittenRows rows;
    private final List<Problem> problems;

    CaseReader(String file, WrittenRows rows, List<Problem> problems) {
        this.file = file;
        this.rows = rows;
        this.problems = problems;
    }

    List<Case.Step> steps(String name, JsonNode written) {
        List<Case.Step> steps = new ArrayList<>();
        for (JsonNode step : written) {
            String path = "cases." + name + "[" + steps.size() + "]";
            try {
                steps.add(step(steps.size() + 1, step, path));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(file, path, String.valueOf(e.getMessage())));
                return steps; // what follows builds on it
            }
        }
        if (steps.stream().allMatch(step -> step.expected().isEmpty())) {
            problems.add(new Problem(
                    file,
                    "cases." + name,
                    "found nothing that a step is to cause; expected " + String.join(", ", EXPECTATIONS)));
        }
        return steps;
    }

    private Case.Step step(int number, JsonNode step, String path) {
        step.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                problems.add(new Problem(
                        file,
                        path + "." + key,
                        "found an unknown key; expected one of " + String.join(", ", CHANGES) + ", where, "
                                + String.join(", ", EXPECTATIONS)));
            }
        });
        List<String> kinds = CHANGES.stream().filter(step::has).toList();
        if (kinds.size() != 1) {
            throw new IllegalArgumentException("found " + (kinds.isEmpty() ? "no change" : String.join(" and ", kinds))
                    + "; expected one of " + String.join(", ", CHANGES));
        }
        String kind = kinds.get(0);
        return new Case.Step(
                "step " + number + ", " + kind + shown(step.get(kind)), changes(kind, step), expected(step, path));
    }

    private static String shown(JsonNode values) {
        return values.properties().stream()
                .map(value -> value.getKey() + ": " + value.getValue())
                .collect(Collectors.joining(", ", " {", "}"));
    }

    private List<RowChange> changes(String kind, JsonNode step) {
        JsonNode given = step.get(kind);
        return switch (kind) {
            case "insert" -> rows.insert(given);
            case "update" -> rows.update(given, step.path("where"));
            default -> rows.delete(given.isObject() ? given : step.path("where"));
        };
    }

    private List<Expectation> expected(JsonNode step, String path) {
        List<Expectation> expected = new ArrayList<>();
        if (step.has("commands")) {
            List<String> commands = new ArrayList<>();
            step.get("commands").forEach(command -> commands.add(command.asText()));
            expected.add(new Expectation.Commands(commands));
        }
        for (String state : List.of("state", "keys")) {
            if (step.has(state) && !step.get(state).isObject()) {
                problems.add(new Problem(
                        file, path + "." + state, "found no keys; expected Redis keys and what they hold, or {}"));
            } else if (step.has(state)) {
                Map<String, JsonNode> keys = new TreeMap<>();
                step.get(state).properties().forEach(key -> keys.put(key.getKey(), key.getValue()));
                expected.add(new Expectation.State(keys, state.equals("state")));
            }
        }
        if (step.has("fails")) {
            String reason = step.get("fails").asText();
            expected.add(new Expectation.Fails(reason.equals("true") ? "" : reason));
        }
        return expected;
    }
}

package io.rowcast.cli;

import java.util.List;

/**
 * What changes of rows do in Redis, and why.
 *
 * @param partitions how many partitions the table's topic may have, and why
 */
public record Explained(String table, String partitions, List<Change> changes) {

    /**
     * One change.
     *
     * @param title what it is, like {@code insert of id 42}
     * @param failure why the mapping can make nothing of it; empty when it can
     */
    public record Change(String title, String failure, List<Output> outputs) {}

    /**
     * What one output makes of it.
     *
     * @param effect arrives, changes, moves, leaves or nothing
     */
    public record Output(String output, String effect, String reason, List<Step> commands) {}

    /** A command, with its place in the order of all commands of the change. */
    public record Step(int number, String command) {}

    /** For a person: each change with its outputs. */
    String report() {
        StringBuilder text = new StringBuilder();
        for (Change change : changes) {
            text.append("%s: %s%n".formatted(table, change.title()));
            if (!change.failure().isEmpty()) {
                text.append("  cannot be mapped, and would go to the dead letters: %s%n".formatted(change.failure()));
            }
            change.outputs().forEach(output -> append(output, text));
        }
        if (changes.isEmpty()) {
            text.append("%s: no such row%n".formatted(table));
        }
        return text.append("partitions: ").append(partitions).toString();
    }

    private static void append(Output output, StringBuilder text) {
        text.append("  %s%n    %s: %s%n".formatted(output.output(), output.effect(), output.reason()));
        for (Step step : output.commands()) {
            text.append("    %3d  %s%n".formatted(step.number(), step.command()));
        }
    }

    /** For a machine. */
    String json() {
        return PrettyJson.of(this);
    }
}

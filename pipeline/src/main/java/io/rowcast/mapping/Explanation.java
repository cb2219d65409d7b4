package io.rowcast.mapping;

import io.rowcast.model.Command;
import java.util.List;

/**
 * What one output makes of a row change, and why.
 *
 * @param output as a person would name it
 * @param reason one sentence for a person
 * @param steps its commands, numbered in the order of all commands of the change
 */
public record Explanation(String output, Effect effect, String reason, List<Step> steps) {

    /** One command of a change. */
    public record Step(int number, Command command) {}

    /** What happens to the row in Redis. */
    public enum Effect {
        ARRIVES,
        CHANGES,
        MOVES,
        LEAVES,
        NOTHING
    }
}

package io.rowcast.author;

import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.UnmappableRowException;
import io.rowcast.model.Command;
import io.rowcast.model.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A story of rows, played through a mapping from an empty Redis on. */
public record Case(String name, Mapping mapping, List<Step> steps) {

    /**
     * One change of MySQL.
     *
     * @param title as the file has it
     * @param changes what the reader makes of it: two for a changed primary key
     */
    record Step(String title, List<RowChange> changes, List<Expectation> expected) {}

    /** What is other than expected, as lines for a person; empty when all is as it is to be. */
    public List<String> differences() {
        boolean followed =
                steps.stream().flatMap(step -> step.expected().stream()).anyMatch(Expectation.State.class::isInstance);
        RedisModel redis = new RedisModel();
        List<String> differences = new ArrayList<>();
        for (Step step : steps) {
            List<String> found = new ArrayList<>();
            try {
                Expectation.Outcome outcome = play(step, redis, followed);
                step.expected().forEach(expected -> found.addAll(expected.difference(outcome)));
                outcome.failure()
                        .filter(failure -> step.expected().stream().noneMatch(Expectation.Fails.class::isInstance))
                        .ifPresent(failure -> found.add("fails: " + failure));
            } catch (UnsupportedOperationException e) {
                found.add(String.valueOf(e.getMessage()));
            }
            if (!found.isEmpty()) {
                differences.add(step.title());
                found.forEach(line -> differences.add("  " + line));
            }
        }
        return differences;
    }

    private Expectation.Outcome play(Step step, RedisModel redis, boolean followed) {
        List<Command> commands = new ArrayList<>();
        Optional<String> failure = Optional.empty();
        try {
            step.changes().forEach(change -> mapping.apply(change, commands));
        } catch (UnmappableRowException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
        }
        if (followed) {
            commands.forEach(redis::apply);
        }
        return new Expectation.Outcome(commands.stream().map(Command::toString).toList(), failure, redis.content());
    }
}

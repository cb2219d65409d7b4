package io.rowcast.mapping;

import io.rowcast.mapping.Explanation.Effect;
import io.rowcast.model.Command;
import io.rowcast.model.RowChange;
import java.util.ArrayList;
import java.util.List;

/** Says of one row change what each output makes of it. The commands are those that the mapping itself gives. */
final class Explainer {
    private final Mapping mapping;
    private final RowChange change;

    Explainer(Mapping mapping, RowChange change) {
        this.mapping = mapping;
        this.change = change;
    }

    /** One for each output; the commands of all of them, by their numbers, are those of {@link Mapping#apply}. */
    List<Explanation> explain(List<Output> outputs) {
        Standing[] before = mapping.standings(change.before(), change);
        Standing[] after = mapping.standings(change.after(), change);
        List<List<Command>> leaving = new ArrayList<>();
        List<List<Command>> arriving = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            leaving.add(new ArrayList<>());
            arriving.add(new ArrayList<>());
            Transition.leaves(outputs.get(i), before[i], after[i], change.after() == null, leaving.get(i));
            Transition.arrivals(outputs.get(i), before[i], after[i], arriving.get(i));
        }
        int leaves = 0;
        int arrivals = leaving.stream().mapToInt(List::size).sum();
        List<Explanation> explanations = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            List<Explanation.Step> steps = new ArrayList<>();
            for (Command command : leaving.get(i)) {
                steps.add(new Explanation.Step(++leaves, command));
            }
            for (Command command : arriving.get(i)) {
                steps.add(new Explanation.Step(++arrivals, command));
            }
            Output output = outputs.get(i);
            Effect effect = steps.isEmpty() ? Effect.NOTHING : effect(before[i], after[i]);
            String reason = new Reasons(mapping, output, change).of(before[i], after[i], steps.isEmpty());
            explanations.add(new Explanation(output.head().toString(), effect, reason, steps));
        }
        return explanations;
    }

    private static Effect effect(Standing before, Standing after) {
        if (before.entries().length == 0) {
            return Effect.ARRIVES;
        }
        if (after.entries().length == 0) {
            return Effect.LEAVES;
        }
        return samePlaces(before, after) ? Effect.CHANGES : Effect.MOVES;
    }

    static boolean samePlaces(Standing one, Standing other) {
        return one.entries().length == other.entries().length && allFound(one, other) && allFound(other, one);
    }

    private static boolean allFound(Standing these, Standing there) {
        for (Entry entry : these.entries()) {
            if (there.find(entry) == null) {
                return false;
            }
        }
        return true;
    }
}

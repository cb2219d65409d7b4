package io.rowcast.rollout;

import io.rowcast.mapping.Inspection;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingChange;
import io.rowcast.model.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a person should know before a mapping is rolled out: where Redis will not be as a new snapshot would make it. */
final class Notes {
    private final Mapping mapping;
    private final MappingChange change;
    private final List<Inspection> earlier;
    private final List<String> notes = new ArrayList<>();

    Notes(Mapping mapping, MappingChange change, List<Mapping> before) {
        this.mapping = mapping;
        this.change = change;
        this.earlier =
                before.stream().flatMap(each -> each.inspections().stream()).toList();
    }

    List<String> all() {
        List<Inspection> outputs = mapping.inspections();
        new TreeMap<>(change.outputs()).forEach((output, kind) -> note(outputs.get(output), kind));
        return notes;
    }

    private void note(Inspection output, MappingChange.Kind kind) {
        boolean changed = kind == MappingChange.Kind.CHANGED;
        if (output.form() == Form.NOTHING) {
            return;
        }
        if (!output.decides()) {
            notes.add(output.output() + " cannot be filled from rows as they are now: it "
                    + (changed ? "keeps what it holds, and goes on" : "begins")
                    + " with the changes from now on; 'rowcast recover' makes it anew from a snapshot");
        }
        if (output.form() == Form.DOCUMENT && changed) {
            notes.add(output.output() + ": documents that are there stay as they are until their rows change;"
                    + " 'rowcast recover' writes all of them");
        }
        if (output.form() == Form.ITEM && changed) {
            notes.add(output.output() + ": items that rows do not have any more stay in the filter");
        }
        if (output.shared() && output.decides() && output.form() != Form.FIELDS && changed) {
            notes.add(output.output() + ": what the earlier mapping wrote elsewhere in keys that are shared may stay;"
                    + " 'rowcast recover' makes all anew");
        }
        earlier.stream()
                .filter(each -> each.form() != Form.NOTHING && each.space().overlaps(output.space()))
                .forEach(each -> note(output, each));
    }

    private void note(Inspection output, Inspection before) {
        if (OtherTypes.disagree(before, output)) {
            notes.add(
                    output.output()
                            + ": its keys are of another type from now on; those of the earlier type are removed at"
                            + " the start, and readers find nothing there until it is filled. To avoid that, give it another key");
        } else if (!output.findsOrphans() && output.decides() && !output.shared() && !output.keeps()) {
            notes.add(output.output() + ": what the earlier mapping left under its keys may stay");
        }
    }
}

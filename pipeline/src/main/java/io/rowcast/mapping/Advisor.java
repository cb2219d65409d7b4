package io.rowcast.mapping;

import io.rowcast.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds what a mapping may do, and yet may be other than its author thinks. */
final class Advisor {
    private final String file;
    private final List<String> primaryKey;
    private final List<List<String>> unique;
    private final List<Problem> advice = new ArrayList<>();

    /** @param unique the columns of each unique index besides the primary key */
    Advisor(String file, List<String> primaryKey, List<List<String>> unique) {
        this.file = file;
        this.primaryKey = primaryKey;
        this.unique = unique;
    }

    List<Problem> of(List<Output> outputs) {
        for (Output output : outputs) {
            ambiguousKey(output);
            claimedKey(output);
        }
        return advice;
    }

    private void ambiguousKey(Output output) {
        List<String> between = output.head().key().ambiguous();
        if (output.ownsKeys() && !between.isEmpty()) {
            add(
                    output,
                    "can write one key for different rows: nothing tells where the text of "
                            + String.join(" ends and that of ", between)
                            + " begins; expected at most one text, or characters between them that neither has");
        }
    }

    /** A key that tells no row apart is one that rows hand on to each other, if something keeps them from sharing it. */
    private void claimedKey(Output output) {
        if (output.commutes() || output.oncePerRow() || output.everyChange()) {
            return;
        }
        Set<String> told = new TreeSet<>(output.identifies());
        if (told.containsAll(primaryKey)) {
            return;
        }
        told.addAll(output.head().key().columns());
        if (unique.stream().noneMatch(told::containsAll)) {
            add(
                    output,
                    "may be written by several rows at once: no unique index of the table is over "
                            + (told.isEmpty() ? "its key" : String.join(", ", told))
                            + "; then the row written last has it, and it goes when any of them leaves. Expected a unique"
                            + " index, or {" + String.join("}:{", primaryKey) + "} in the " + output.place());
        }
    }

    private void add(Output output, String message) {
        OutputHead head = output.head();
        advice.add(new Problem(file, head.path(), head.kind() + " " + head.key() + " " + message));
    }
}

package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.TableSchema;
import java.util.List;
import java.util.Optional;

/** Puts rows into their places without knowing what they were before: of that, the key alone has to tell enough. */
final class Replacement {

    private Replacement() {}

    /** Where the row stands if it does, with all that there can be of it. */
    static Entry place(Output output, RowImage key) {
        OutputHead head = output.head();
        KeyTemplate within = output.within();
        String name = head.key(key);
        String place = within == null ? null : within.render(key);
        if (name == null || (within != null && place == null)) {
            throw new UnmappableRowException(head.path(), "found a row without a value for its key");
        }
        Entry anything = new Entry(name, place, output.anything());
        return head.lifetime().until() == null ? anything : anything.expiringAt(0L);
    }

    /** Appends the commands after which the row is in its place as it is, or not at all. */
    static void apply(Output output, Entry was, Standing after, boolean deleted, List<Command> into) {
        OutputHead head = output.head();
        Entry is = after.find(was);
        if (is == null) {
            if (!head.onDelete().keeps(deleted)) {
                Transition.leave(output, was, into);
            }
        } else if (head.shared()) {
            output.leave(was, into);
            Transition.arrive(output, is, into);
        } else if (head.onDelete().leavesTombstone()) {
            Transition.arrive(output, is, into);
        } else {
            output.change(was, is, into);
            head.lifetime().release(was, is, into);
        }
    }

    /** Why an output cannot do with the key; empty when it can. */
    static Optional<String> obstacle(Output output, TableSchema schema) {
        OutputHead head = output.head();
        if (!output.replaces() || head.each() != null) {
            return Optional.of(head + " of " + schema.table() + " depends on what a row was before; expected "
                    + "outputs that the row alone decides: hash, string, set or zset without each");
        }
        KeyTemplate within = output.within();
        if (head.key().showsOnly(schema.primaryKey()) && (within == null || within.showsOnly(schema.primaryKey()))) {
            return Optional.empty();
        }
        return Optional.of(head + " of " + schema.table() + " has a " + output.place()
                + " that a changed row would leave behind; expected nothing in it but the primary-key columns "
                + String.join(", ", schema.primaryKey()) + ", each as it is");
    }
}

package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.util.List;

/** From the places where a row was by one output to those where it is: what that asks of Redis. */
final class Transition {

    private Transition() {}

    /** Appends the commands of the places that the row leaves. */
    static void leaves(Output output, Standing before, Standing after, boolean deleted, List<Command> into) {
        if (output.head().onDelete().keeps(deleted)) {
            return;
        }
        for (Entry was : before.entries()) {
            if (after.find(was) == null) {
                leave(output, was, into);
            }
        }
    }

    static void leave(Output output, Entry was, List<Command> into) {
        OutputHead head = output.head();
        output.leave(was, into);
        if (head.ledger() != null && !output.commutes()) {
            head.ledger().strike(was, into);
        }
        if (head.onDelete().leavesTombstone()) {
            output.tombstone(was, into);
            head.onDelete().limit(was, into);
        }
    }

    /** Appends the commands of the places that the row comes to or stays in. */
    static void arrivals(Output output, Standing before, Standing after, List<Command> into) {
        if (before != Standing.OUTSIDE && output.oncePerRow()) {
            return;
        }
        for (Entry is : after.entries()) {
            Entry was = before.find(is);
            if (was == null) {
                arrive(output, is, into);
            } else if (concerns(output, was, is)) {
                output.change(was, is, into);
                output.head().lifetime().release(was, is, into);
            }
        }
    }

    private static boolean concerns(Output output, Entry was, Entry is) {
        return output.everyChange() || output.head().lifetime().ends() || !was.sameContent(is);
    }

    static void arrive(Output output, Entry is, List<Command> into) {
        OutputHead head = output.head();
        if (head.onDelete().leavesTombstone()) {
            into.add(Command.of(Verb.UNLINK, is.key()));
        }
        output.arrive(is, into);
        if (head.ledger() != null && !output.commutes()) {
            head.ledger().enter(is, into);
        }
    }
}

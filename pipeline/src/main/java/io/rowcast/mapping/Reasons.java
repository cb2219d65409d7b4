package io.rowcast.mapping;

import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import org.jspecify.annotations.Nullable;

/** Why an output does with a row change what it does, in words. */
final class Reasons {
    private final Mapping mapping;
    private final Output output;
    private final RowChange change;

    Reasons(Mapping mapping, Output output, RowChange change) {
        this.mapping = mapping;
        this.output = output;
        this.change = change;
    }

    String of(Standing before, Standing after, boolean nothing) {
        boolean was = before.entries().length > 0;
        boolean is = after.entries().length > 0;
        if (was && is) {
            return stays(before, after, nothing);
        }
        if (is) {
            return arrives(before, nothing);
        }
        return was
                ? leaves(nothing)
                : "the row is not here: " + absence(change.after() == null ? change.before() : change.after(), "is");
    }

    private String stays(Standing before, Standing after, boolean nothing) {
        if (!nothing && !Explainer.samePlaces(before, after)) {
            return "it has another place than before";
        }
        if (output.everyChange()) {
            return "it takes every change of a row";
        }
        if (output.oncePerRow()) {
            return "it takes a row once, when the row arrives";
        }
        boolean same = sameContents(before, after);
        if (nothing) {
            return same ? "nothing that it shows has changed" : "the change makes no difference to it";
        }
        return same && output.head().lifetime().ends()
                ? "nothing that it shows has changed, but its ttl begins anew with every change of the row"
                : "what it shows has changed";
    }

    private static boolean sameContents(Standing before, Standing after) {
        for (Entry is : after.entries()) {
            Entry was = before.find(is);
            if (was == null || !was.sameContent(is)) {
                return false;
            }
        }
        return true;
    }

    private String arrives(Standing before, boolean nothing) {
        if (nothing) {
            return before == Standing.OUTSIDE ? "it has nothing to add" : "it takes a row once, when the row arrives";
        }
        return change.before() == null
                ? "the row is new"
                : "the row was not here before: " + absence(change.before(), "was");
    }

    private String leaves(boolean nothing) {
        if (nothing) {
            return output.head().onDelete().keeps(change.after() == null)
                    ? "on_delete: keep, so what the row wrote stays"
                    : "it keeps what a row wrote that leaves";
        }
        return change.after() == null
                ? "the row is deleted"
                : "the row is not here any more: " + absence(change.after(), "is");
    }

    /** Why a row that exists has no place. */
    private String absence(@Nullable Row row, String is) {
        if (row == null) {
            return "there is no row";
        }
        RowImage image = mapping.image(row, change);
        Expression when = mapping.when();
        if (when != null && !Boolean.TRUE.equals(when.value(image))) {
            return condition("when", when, is, image);
        }
        OutputHead head = output.head();
        if (head.when() != null && !Boolean.TRUE.equals(head.when().value(image))) {
            return condition(head.path() + ".when", head.when(), is, image);
        }
        if (head.each() != null) {
            return "no element of " + head.path() + ".each has a place";
        }
        return output.lacking(image)
                .map(part -> part + " " + is + " NULL")
                .orElse("something that it needs " + is + " NULL");
    }

    private static String condition(String path, Expression condition, String is, RowImage image) {
        Object value = condition.value(image);
        String source = condition instanceof CelExpression cel ? ": " + cel.source() : "";
        return path + " " + is + " " + (value == null ? "NULL, which is not true" : value) + source;
    }
}

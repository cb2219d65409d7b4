package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code list: K} + {@code value} (+ {@code side}, {@code keep}): takes a value when a row arrives, and keeps it.
 *
 * @param left whether the newest value is the first one
 * @param keep how many of the newest values stay
 */
record ListOutput(OutputHead head, Template value, boolean left, OptionalLong keep) implements Output {

    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        Problems problems = scope.problems();
        return new ListOutput(
                head, written.template("value", scope), left(written, problems), written.count("keep", problems));
    }

    private static boolean left(WrittenOutput written, Problems problems) {
        String side = written.text("side").orElse(written.has("side") ? "" : "right");
        if (!side.equals("left") && !side.equals("right")) {
            problems.add(written.path() + ".side", "found '" + side + "'; expected left or right");
        }
        return side.equals("left");
    }

    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        String text = key == null ? null : value.render(row);
        return key == null || text == null ? null : new Entry(key, null, text);
    }

    @Override
    public boolean oncePerRow() {
        return true;
    }

    @Override
    public Optional<String> lacking(RowImage row) {
        return Output.super.lacking(row).or(() -> value.lacking(row).map(part -> part + " of the value"));
    }

    @Override
    public void arrive(Entry is, List<Command> into) {
        into.add(Command.of(left ? Verb.LPUSH : Verb.RPUSH, is.key(), (String) is.content()));
        keep.ifPresent(count -> into.add(
                left
                        ? Command.of(Verb.LTRIM, is.key(), "0", Long.toString(count - 1))
                        : Command.of(Verb.LTRIM, is.key(), Long.toString(-count), "-1")));
        head.lifetime().renew(is, into);
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {}

    @Override
    public void leave(Entry was, List<Command> into) {}

    @Override
    public Verb.KeyType keyType() {
        return Verb.KeyType.LIST;
    }

    @Override
    public Form form() {
        return Form.TRACE;
    }
}

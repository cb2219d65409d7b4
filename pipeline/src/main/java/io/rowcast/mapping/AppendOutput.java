package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code string: K} + {@code value} + {@code append: true}: grows by a text when a row arrives, and keeps it. */
record AppendOutput(OutputHead head, Template value) implements Output {

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
        into.add(Command.of(Verb.APPEND, is.key(), (String) is.content()));
        head.lifetime().renew(is, into);
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {}

    @Override
    public void leave(Entry was, List<Command> into) {}

    @Override
    public Verb.KeyType keyType() {
        return Verb.KeyType.STRING;
    }

    @Override
    public Form form() {
        return Form.TRACE;
    }
}

package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code string: K} + {@code value}: a string for each row. */
record StringOutput(OutputHead head, Template value) implements Output {

    /** A string is one for each row, a JSON document for each row or, with {@code append}, one that rows write on. */
    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        boolean document = written.text("value").orElse("").equals("json");
        for (String property : document ? List.of("append") : List.of("fields")) {
            if (written.has(property)) {
                scope.problems()
                        .add(
                                head.path() + "." + property,
                                "found " + property + (document ? " with value: json" : " with a value that is a text")
                                        + "; expected fields with value: json, append with a text");
            }
        }
        if (document) {
            return DocumentOutput.asText(written, head, scope);
        }
        Template value = written.template("value", scope);
        return written.flag("append", scope.problems()) ? new AppendOutput(head, value) : new StringOutput(head, value);
    }

    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        String text = key == null ? null : value.render(row);
        return key == null || text == null ? null : new Entry(key, null, text);
    }

    @Override
    public Optional<String> lacking(RowImage row) {
        return Output.super.lacking(row).or(() -> value.lacking(row).map(part -> part + " of the value"));
    }

    @Override
    public void arrive(Entry is, List<Command> into) {
        into.add(Command.of(Verb.SET, is.key(), (String) is.content()));
        head.lifetime().renew(is, into);
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {
        arrive(is, into);
    }

    @Override
    public void leave(Entry was, List<Command> into) {
        into.add(Command.of(Verb.UNLINK, was.key()));
    }

    @Override
    public boolean replaces() {
        return true;
    }

    @Override
    public Verb.KeyType keyType() {
        return Verb.KeyType.STRING;
    }

    @Override
    public boolean canLeaveTombstone() {
        return true;
    }

    /** The empty string, so that a reader finds something and it is no value. */
    @Override
    public void tombstone(Entry was, List<Command> into) {
        into.add(Command.of(Verb.SET, was.key(), ""));
    }

    @Override
    public Form form() {
        return Form.TEXT;
    }
}

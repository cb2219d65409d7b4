package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code hash: K} + {@code field} + {@code value}: a hash that rows share, with a field for each. */
record HashFieldOutput(OutputHead head, KeyTemplate field, Template value) implements Output {

    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        if (written.has("fields")) {
            scope.problems()
                    .add(
                            written.path() + ".fields",
                            "found fields together with field or value; expected fields alone (a hash for each row),"
                                    + " or field and value (a hash that rows share)");
        }
        return new HashFieldOutput(head, written.name("field", scope), written.template("value", scope));
    }

    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        String name = key == null ? null : field.render(row);
        String text = name == null ? null : value.render(row);
        return key == null || text == null ? null : new Entry(key, name, text);
    }

    @Override
    public Optional<String> lacking(RowImage row) {
        return Output.super
                .lacking(row)
                .or(() -> field.lacking(row).map(part -> part + " of the field"))
                .or(() -> value.lacking(row).map(part -> part + " of the value"));
    }

    @Override
    public void arrive(Entry is, List<Command> into) {
        into.add(new Command(Verb.HSET, is.key(), List.of(is.placed(), (String) is.content())));
        head.lifetime().renew(is, into);
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {
        arrive(is, into);
    }

    @Override
    public void leave(Entry was, List<Command> into) {
        into.add(Command.of(Verb.HDEL, was.key(), was.placed()));
    }

    @Override
    public Set<String> identifies() {
        return head.key().identifiesWith(field);
    }

    @Override
    public KeyTemplate within() {
        return field;
    }

    @Override
    public boolean replaces() {
        return true;
    }

    @Override
    public String place() {
        return "key or field";
    }

    @Override
    public Verb.KeyType keyType() {
        return Verb.KeyType.HASH;
    }

    @Override
    public Form form() {
        return Form.FIELD;
    }
}

package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code set: K} + {@code member}: membership. */
record SetOutput(OutputHead head, KeyTemplate member) implements Output {

    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        return new SetOutput(head, written.name("member", scope));
    }

    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        String name = key == null ? null : member.render(row);
        return key == null || name == null ? null : new Entry(key, name, "");
    }

    @Override
    public Optional<String> lacking(RowImage row) {
        return Output.super.lacking(row).or(() -> member.lacking(row).map(part -> part + " of the member"));
    }

    @Override
    public void arrive(Entry is, List<Command> into) {
        into.add(Command.of(Verb.SADD, is.key(), is.placed()));
        head.lifetime().renew(is, into);
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {
        arrive(is, into);
    }

    @Override
    public void leave(Entry was, List<Command> into) {
        into.add(Command.of(Verb.SREM, was.key(), was.placed()));
    }

    @Override
    public Set<String> identifies() {
        return head.key().identifiesWith(member);
    }

    @Override
    public KeyTemplate within() {
        return member;
    }

    @Override
    public boolean replaces() {
        return true;
    }

    @Override
    public String place() {
        return "key or member";
    }

    @Override
    public Verb.KeyType keyType() {
        return Verb.KeyType.SET;
    }

    @Override
    public Form form() {
        return Form.MEMBER;
    }
}

package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code zset: K} + {@code member} + {@code score} (+ {@code keep}): a place in a ranking. A row without a score has none.
 *
 * @param keep how many with the highest scores stay; what falls out comes back only when its row changes
 */
record ZsetOutput(OutputHead head, KeyTemplate member, Expression score, OptionalLong keep) implements Output {

    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        return new ZsetOutput(
                head,
                written.name("member", scope),
                written.number("score", scope),
                written.count("keep", scope.problems()));
    }

    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        String name = key == null ? null : member.render(row);
        Object value = name == null ? null : score.value(row);
        if (key == null || value == null) {
            return null;
        }
        return new Entry(key, name, Numbers.text(value, head, "score"));
    }

    @Override
    public Optional<String> lacking(RowImage row) {
        return Output.super
                .lacking(row)
                .or(() -> member.lacking(row).map(part -> part + " of the member"))
                .or(() -> score.value(row) == null ? Optional.of("the score") : Optional.empty());
    }

    @Override
    public void arrive(Entry is, List<Command> into) {
        into.add(Command.of(Verb.ZADD, is.key(), (String) is.content(), is.placed()));
        keep.ifPresent(count -> into.add(Command.of(Verb.ZREMRANGEBYRANK, is.key(), "0", Long.toString(-count - 1))));
        head.lifetime().renew(is, into);
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {
        arrive(is, into);
    }

    @Override
    public void leave(Entry was, List<Command> into) {
        into.add(Command.of(Verb.ZREM, was.key(), was.placed()));
    }

    @Override
    public Set<String> identifies() {
        return head.key().identifiesWith(member);
    }

    /** With {@code keep}, which rows stay depends on the order in which they came. */
    @Override
    public Set<String> spreads() {
        return keep.isPresent() ? head.key().identifies() : identifies();
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
        return keep.isPresent() ? "key" : "key or member";
    }

    @Override
    public Verb.KeyType keyType() {
        return Verb.KeyType.ZSET;
    }

    @Override
    public Form form() {
        return Form.SCORE;
    }

    @Override
    public boolean trims() {
        return keep.isPresent();
    }
}

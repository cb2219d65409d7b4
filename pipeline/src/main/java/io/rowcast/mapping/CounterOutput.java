package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code counter: K} (+ {@code field}, {@code sum}): the number of rows or the sum of a value over rows, moved by the
 * difference each change makes. Its order does not matter. Back at zero it stays, as {@code 0}.
 *
 * @param field the hash field that is the counter, {@code null} when the key is
 * @param sum {@code null} when rows are counted
 */
record CounterOutput(
        OutputHead head,
        @Nullable KeyTemplate field,
        @Nullable Expression sum) implements Output {

    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        return new CounterOutput(
                head,
                written.has("field") ? written.name("field", scope) : null,
                written.has("sum") ? written.number("sum", scope) : null);
    }

    /** The content is the row's part in the counter. */
    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        String name = key == null || field == null ? null : field.render(row);
        return key == null || (field != null && name == null) ? null : new Entry(key, name, amount(row));
    }

    private BigDecimal amount(RowImage row) {
        if (sum == null) {
            return BigDecimal.ONE;
        }
        Object value = sum.value(row);
        return value == null ? BigDecimal.ZERO : Numbers.decimal(value, head, "sum");
    }

    @Override
    public Optional<String> lacking(RowImage row) {
        return Output.super
                .lacking(row)
                .or(() -> field == null ? Optional.empty() : field.lacking(row).map(part -> part + " of the field"));
    }

    @Override
    public void arrive(Entry is, List<Command> into) {
        move(is, amount(is), into);
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {
        move(is, amount(is).subtract(amount(was)), into);
    }

    @Override
    public void leave(Entry was, List<Command> into) {
        move(was, amount(was).negate(), into);
    }

    /** A counter that a leaving row moved may be new, since the old one expired: it gets its time as well. */
    private void move(Entry at, BigDecimal by, List<Command> into) {
        if (by.signum() == 0) {
            return;
        }
        String amount = integers() ? integer(by) : by.toPlainString();
        into.add(
                field == null
                        ? Command.of(integers() ? Verb.INCRBY : Verb.ADD_DECIMAL, at.key(), amount)
                        : Command.of(integers() ? Verb.HINCRBY : Verb.HADD_DECIMAL, at.key(), at.placed(), amount));
        head.lifetime().renew(at, into);
        if (head.ledger() != null) {
            head.ledger().move(at, by, into);
        }
    }

    private String integer(BigDecimal by) {
        try {
            return Long.toString(by.longValueExact());
        } catch (ArithmeticException e) {
            throw new UnmappableRowException(head.path() + ".sum", "the difference is no 64-bit integer", e);
        }
    }

    /** By type, not by value: a counter is moved by one kind of command for as long as it lives. */
    private boolean integers() {
        return sum == null || sum.type() == ValueType.INT;
    }

    private static BigDecimal amount(Entry entry) {
        return (BigDecimal) entry.content();
    }

    @Override
    public Set<String> identifies() {
        return field == null ? head.key().identifies() : head.key().identifiesWith(field);
    }

    @Override
    public boolean commutes() {
        return true;
    }

    @Override
    public Verb.KeyType keyType() {
        return field == null ? Verb.KeyType.STRING : Verb.KeyType.HASH;
    }
}

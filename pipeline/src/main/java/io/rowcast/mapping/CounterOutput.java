package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code counter: K} (+ {@code field} or {@code member}, {@code sum}): the number of rows or the sum of a value over rows,
 * moved by the difference each change makes. Its order does not matter. Back at zero it stays, as {@code 0}.
 *
 * @param name the hash field or member that is the counter, {@code null} when the key is
 */
record CounterOutput(
        OutputHead head, CounterPlace where, @Nullable KeyTemplate name, CounterSum sum) implements Output {

    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        CounterPlace where = CounterPlace.of(written, scope.problems());
        KeyTemplate name = where == CounterPlace.KEY ? null : written.name(where.property(), scope);
        return new CounterOutput(head, where, name, CounterSum.compile(written, where, scope));
    }

    /** The content is the row's part in the counter. */
    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        String place = key == null || name == null ? null : name.render(row);
        return key == null || (name != null && place == null) ? null : new Entry(key, place, sum.of(row));
    }

    @Override
    public Optional<String> lacking(RowImage row) {
        return Output.super
                .lacking(row)
                .or(() -> name == null
                        ? Optional.empty()
                        : name.lacking(row).map(part -> part + " of the " + where.property()));
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
        into.add(where.move(at, sum.integers(), sum.text(by)));
        head.lifetime().renew(at, into);
        if (head.ledger() != null) {
            head.ledger().move(at, by, into);
        }
    }

    private static BigDecimal amount(Entry entry) {
        return (BigDecimal) entry.content();
    }

    @Override
    public Set<String> identifies() {
        return name == null ? head.key().identifies() : head.key().identifiesWith(name);
    }

    @Override
    public boolean commutes() {
        return true;
    }

    @Override
    public Verb.KeyType keyType() {
        return where.keyType();
    }

    @Override
    public Form form() {
        return where.form();
    }

    @Override
    public Inspection.Counts counts() {
        return sum.integers() ? Inspection.Counts.INTEGERS : Inspection.Counts.DECIMALS;
    }
}

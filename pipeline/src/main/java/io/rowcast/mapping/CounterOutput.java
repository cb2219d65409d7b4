package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code counter: K} (+ {@code field} or {@code member}, {@code sum}): the number of rows or the sum of a value over rows,
 * moved by the difference each change makes. Its order does not matter. Back at zero it stays, as {@code 0}.
 *
 * @param name the hash field or member that is the counter, {@code null} when the key is
 * @param sum {@code null} when rows are counted
 */
record CounterOutput(
        OutputHead head,
        CounterPlace where,
        @Nullable KeyTemplate name,
        @Nullable Expression sum) implements Output {
    /** From here on a double does not have all integers. */
    private static final BigDecimal INEXACT = BigDecimal.valueOf(1L << 53);

    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        CounterPlace where = CounterPlace.of(written, scope.problems());
        KeyTemplate name = where == CounterPlace.KEY ? null : written.name(where.property(), scope);
        Expression sum = written.has("sum") ? written.number("sum", scope) : null;
        if (where == CounterPlace.MEMBER && sum != null && sum.type().canBeNumber() && !integers(sum)) {
            scope.problems()
                    .add(
                            head.path() + ".sum",
                            "found a sum of type " + sum.type()
                                    + ", which the score of a member, a binary double, cannot hold exactly; expected an int,"
                                    + " or field in place of member");
        }
        return new CounterOutput(head, where, name, sum);
    }

    /** The content is the row's part in the counter. */
    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        String place = key == null || name == null ? null : name.render(row);
        return key == null || (name != null && place == null) ? null : new Entry(key, place, amount(row));
    }

    private BigDecimal amount(RowImage row) {
        if (sum == null) {
            return BigDecimal.ONE;
        }
        Object value = sum.value(row);
        return value == null ? BigDecimal.ZERO : Numbers.decimal(value, head, "sum");
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
        boolean integers = sum == null || integers(sum);
        into.add(where.move(at, integers, integers ? integer(by) : by.toPlainString()));
        head.lifetime().renew(at, into);
        if (head.ledger() != null) {
            head.ledger().move(at, by, into);
        }
    }

    private String integer(BigDecimal by) {
        if (where == CounterPlace.MEMBER && by.abs().compareTo(INEXACT) >= 0) {
            throw new UnmappableRowException(head.path() + ".sum", "the difference is no integer below 2^53");
        }
        try {
            return Long.toString(by.longValueExact());
        } catch (ArithmeticException e) {
            throw new UnmappableRowException(head.path() + ".sum", "the difference is no 64-bit integer", e);
        }
    }

    /** By type, not by value: a counter is moved by one kind of command for as long as it lives. */
    private static boolean integers(Expression sum) {
        return sum.type() == ValueType.INT;
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
}

package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code bitmap: K} + {@code bit}: who exists, a bit for each row. With no bit set it stays, as zeros. */
record BitmapOutput(OutputHead head, KeyTemplate bit) implements Output {
    private static final BigInteger LAST = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);

    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        return new BitmapOutput(head, written.numberName("bit", scope));
    }

    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        String number = key == null ? null : bit.render(row);
        return key == null || number == null ? null : new Entry(key, inRange(number), "");
    }

    private String inRange(String text) {
        try {
            BigInteger number = new BigDecimal(text).toBigIntegerExact();
            if (number.signum() >= 0 && number.compareTo(LAST) <= 0) {
                return number.toString();
            }
            throw outOfRange(null);
        } catch (ArithmeticException | NumberFormatException e) {
            throw outOfRange(e);
        }
    }

    private UnmappableRowException outOfRange(@Nullable Throwable cause) {
        return new UnmappableRowException(
                head.path() + ".bit", "found no such bit; expected a whole number from 0 to " + LAST, cause);
    }

    @Override
    public Optional<String> lacking(RowImage row) {
        return Output.super.lacking(row).or(() -> bit.lacking(row).map(part -> part + " of the bit"));
    }

    @Override
    public void arrive(Entry is, List<Command> into) {
        into.add(Command.of(Verb.SETBIT, is.key(), is.placed(), "1"));
        head.lifetime().renew(is, into);
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {
        arrive(is, into);
    }

    @Override
    public void leave(Entry was, List<Command> into) {
        into.add(Command.of(Verb.SETBIT, was.key(), was.placed(), "0"));
    }

    @Override
    public Set<String> identifies() {
        return head.key().identifiesWith(bit);
    }

    @Override
    public String place() {
        return "key or bit";
    }

    @Override
    public Verb.KeyType keyType() {
        return Verb.KeyType.STRING;
    }

    @Override
    public Form form() {
        return Form.BIT;
    }
}

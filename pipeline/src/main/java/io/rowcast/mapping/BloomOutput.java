package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code bloom: K} + {@code item}: a filter that knows what does not exist. It takes items only: those of rows that left
 * stay in it until the table begins anew, and cost no more than a look at MySQL that finds nothing.
 */
record BloomOutput(OutputHead head, KeyTemplate item, long capacity, double errorRate) implements Output {
    private static final long CAPACITY = 1_000_000;
    private static final double ERROR_RATE = 0.01;

    /** What a string in Redis holds, which the filter is on a server without filters of its own. */
    private static final double MAX_BITS = 1L << 32;

    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        Problems problems = scope.problems();
        long capacity = written.count("capacity", problems).orElse(CAPACITY);
        double errorRate = written.fraction("error_rate", problems).orElse(ERROR_RATE);
        double bits = -capacity * Math.log(errorRate) / (Math.log(2) * Math.log(2));
        if (bits > MAX_BITS) {
            problems.add(
                    head.path() + ".capacity",
                    "found " + capacity + " with an error rate of " + errorRate + ", for which a filter needs "
                            + (long) Math.ceil(bits / (8 << 20))
                            + " MiB; expected no more than 512 MiB, which a Redis string can hold");
        }
        return new BloomOutput(head, written.name("item", scope), capacity, errorRate);
    }

    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        String name = key == null ? null : item.render(row);
        return key == null || name == null ? null : new Entry(key, name, "");
    }

    @Override
    public Optional<String> lacking(RowImage row) {
        return Output.super.lacking(row).or(() -> item.lacking(row).map(part -> part + " of the item"));
    }

    @Override
    public void arrive(Entry is, List<Command> into) {
        into.add(
                Command.of(Verb.BLOOM_ADD, is.key(), is.placed(), Long.toString(capacity), Double.toString(errorRate)));
        head.lifetime().renew(is, into);
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {
        arrive(is, into);
    }

    @Override
    public void leave(Entry was, List<Command> into) {}

    @Override
    public boolean commutes() {
        return true;
    }

    @Override
    public boolean canShare() {
        return false;
    }

    @Override
    public Verb.KeyType keyType() {
        return Verb.KeyType.BLOOM;
    }

    @Override
    public Form form() {
        return Form.ITEM;
    }

    @Override
    public List<String> inspected() {
        return List.of(Long.toString(capacity), Double.toString(errorRate));
    }
}

package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Feature;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowState;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.model.Verb;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of the rows of one table. A pure function of a row change; may be used by several threads at once. */
public final class Mapping {
    /**
     * Something a server must be able to do.
     *
     * @param path of the output in {@code file} that needs it
     */
    public record Need(Feature feature, String file, String path) {}

    private final String file;
    private final TableSchema schema;
    private final @Nullable Expression when;
    private final Output[] outputs;
    private final int lets;
    private final Set<String> columns;
    /** Of a row that does not exist, or that {@code when} does not hold for. */
    private final Standing[] outside;
    /** Of the rows seen last: they share their shape until the table is altered. */
    private volatile RowImage.@Nullable Layout layout;

    /** @param columns those that the outputs read */
    Mapping(String file, Scope scope, @Nullable Expression when, List<Output> outputs) {
        this.file = file;
        this.schema = scope.schema();
        this.when = when;
        this.outputs = outputs.toArray(Output[]::new);
        this.lets = scope.lets();
        this.columns = Set.copyOf(scope.used());
        this.outside = new Standing[this.outputs.length];
        Arrays.fill(outside, Standing.OUTSIDE);
    }

    public TableSchema schema() {
        return schema;
    }

    public TableId table() {
        return schema.table();
    }

    /** The columns that decide what the rows are in Redis: those that expressions read, and the key. */
    public Set<String> columns() {
        return columns;
    }

    /**
     * Appends the commands that take Redis from the row as it was to the row as it is.
     *
     * @throws UnmappableRowException when an expression fails; nothing is appended then
     */
    public void apply(RowChange change, List<Command> into) {
        Standing[] before = standings(change.before());
        Standing[] after = standings(change.after());
        int start = into.size();
        try {
            leaves(before, after, change.after() == null, into);
            arrivals(before, after, into);
        } catch (UnmappableRowException e) {
            into.subList(start, into.size()).clear();
            throw e;
        }
    }

    /**
     * Appends the commands that make Redis show the row as it is, whatever it was before. Only for mappings that do not
     * {@link #needsBefore need} to know that.
     *
     * @throws UnmappableRowException when an expression fails; nothing is appended then
     */
    public void apply(RowState state, List<Command> into) {
        Standing[] after = standings(state.after());
        RowImage key = new RowImage(state.key(), layout(state.key()), lets);
        List<Entry> places = new ArrayList<>();
        for (Output output : outputs) {
            places.add(place(output, key));
        }
        for (int i = 0; i < outputs.length; i++) {
            Entry was = places.get(i);
            Entry is = after[i].find(was);
            if (is != null) {
                replace(outputs[i], was, is, into);
            } else if (!outputs[i].head().onDelete().keeps(state.after() == null)) {
                leave(outputs[i], was, into);
            }
        }
    }

    /** Where the row stands if it does; nothing but its key decides that. */
    private static Entry place(Output output, RowImage key) {
        OutputHead head = output.head();
        KeyTemplate within = output.within();
        String name = head.key(key);
        String place = within == null ? null : within.render(key);
        if (name == null || (within != null && place == null)) {
            throw new UnmappableRowException(head.path(), "found a row without a value for its key");
        }
        Entry anything = new Entry(name, place, output.anything());
        return head.lifetime().until() == null ? anything : anything.expiringAt(0L);
    }

    private static void replace(Output output, Entry was, Entry is, List<Command> into) {
        if (output.head().shared()) {
            output.leave(was, into);
            arrive(output, is, into);
        } else if (output.head().onDelete().leavesTombstone()) {
            arrive(output, is, into);
        } else {
            output.change(was, is, into);
            output.head().lifetime().release(was, is, into);
        }
    }

    /**
     * Why the mapping cannot do with rows as they are, without what they were before: the first output of which the place
     * cannot be found, or replaced, by the key alone. Empty when it can.
     */
    public Optional<String> needsBefore() {
        for (Output output : outputs) {
            OutputHead head = output.head();
            if (!output.replaces() || head.each() != null) {
                return Optional.of(head + " of " + table() + " depends on what a row was before; expected "
                        + "outputs that the row alone decides: hash, string, set or zset without each");
            }
            KeyTemplate within = output.within();
            if (!head.key().showsOnly(schema.primaryKey())
                    || (within != null && !within.showsOnly(schema.primaryKey()))) {
                return Optional.of(head + " of " + table() + " has a " + output.place()
                        + " that a changed row would leave behind; expected nothing in it but the primary-key columns "
                        + String.join(", ", schema.primaryKey()) + ", each as it is");
            }
        }
        return Optional.empty();
    }

    /** The first output for which a row that comes again makes a difference; empty when there is none. */
    public Optional<String> accumulates() {
        return Arrays.stream(outputs)
                .filter(output -> !output.findsRows())
                .map(output -> output.head() + " of " + table())
                .findFirst();
    }

    private Standing[] standings(@Nullable Row row) {
        if (row == null) {
            return outside;
        }
        RowImage image = new RowImage(row, layout(row), lets);
        if (when != null && !Boolean.TRUE.equals(when.value(image))) {
            return outside;
        }
        Standing[] standings = new Standing[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            standings[i] = standing(outputs[i], image);
        }
        return standings;
    }

    private static Standing standing(Output output, RowImage image) {
        OutputHead head = output.head();
        if (head.when() != null && !Boolean.TRUE.equals(head.when().value(image))) {
            return Standing.OUTSIDE;
        }
        if (head.each() == null) {
            return Standing.at(entry(output, image));
        }
        List<Entry> entries = new ArrayList<>();
        for (Object element : head.each().elements(image)) {
            image.element(element);
            Entry entry = entry(output, image);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return output.oncePerRow() ? Standing.at(entries) : Standing.once(entries);
    }

    private static @Nullable Entry entry(Output output, RowImage image) {
        Entry entry = output.entry(image);
        return entry == null ? null : output.head().lifetime().of(entry, image);
    }

    private RowImage.Layout layout(Row row) {
        RowImage.Layout known = layout;
        if (known == null || !known.fits(row.shape())) {
            known = RowImage.Layout.of(schema, row.shape());
            layout = known;
        }
        return known;
    }

    private void leaves(Standing[] before, Standing[] after, boolean deleted, List<Command> into) {
        for (int i = 0; i < outputs.length; i++) {
            if (outputs[i].head().onDelete().keeps(deleted)) {
                continue;
            }
            for (Entry was : before[i].entries()) {
                if (after[i].find(was) == null) {
                    leave(outputs[i], was, into);
                }
            }
        }
    }

    private static void leave(Output output, Entry was, List<Command> into) {
        OutputHead head = output.head();
        output.leave(was, into);
        if (head.ledger() != null && !output.commutes()) {
            head.ledger().strike(was, into);
        }
        if (head.onDelete().leavesTombstone()) {
            output.tombstone(was, into);
            head.onDelete().limit(was, into);
        }
    }

    private void arrivals(Standing[] before, Standing[] after, List<Command> into) {
        for (int i = 0; i < outputs.length; i++) {
            if (before[i] != Standing.OUTSIDE && outputs[i].oncePerRow()) {
                continue;
            }
            for (Entry is : after[i].entries()) {
                Entry was = before[i].find(is);
                if (was == null) {
                    arrive(outputs[i], is, into);
                } else if (concerns(outputs[i], was, is)) {
                    outputs[i].change(was, is, into);
                    outputs[i].head().lifetime().release(was, is, into);
                }
            }
        }
    }

    private static boolean concerns(Output output, Entry was, Entry is) {
        return output.everyChange() || output.head().lifetime().ends() || !was.sameContent(is);
    }

    private static void arrive(Output output, Entry is, List<Command> into) {
        OutputHead head = output.head();
        if (head.onDelete().leavesTombstone()) {
            into.add(Command.of(Verb.UNLINK, is.key()));
        }
        output.arrive(is, into);
        if (head.ledger() != null && !output.commutes()) {
            head.ledger().enter(is, into);
        }
    }

    /**
     * Why the table's topic must have one partition: the first output whose rows can meet in one place, where their order
     * matters. Empty when rows may be spread over partitions.
     */
    public Optional<String> unaligned() {
        if (schema.primaryKey().isEmpty()) {
            return Optional.of(table() + " has no key that its rows could be spread by");
        }
        for (Output output : outputs) {
            List<String> missing = new ArrayList<>(schema.primaryKey());
            missing.removeAll(output.identifies());
            if (!output.commutes() && !missing.isEmpty()) {
                return Optional.of(output.head() + " of " + table() + " does not tell rows apart by the primary-key "
                        + (missing.size() == 1 ? "column " : "columns ") + String.join(", ", missing)
                        + ": give the table's topic one partition, or add {" + String.join("}:{", missing)
                        + "} to the " + output.place());
            }
        }
        return Optional.empty();
    }

    /** The outputs in the order of the file, as a person would name them. */
    public List<String> outputs() {
        return List.of(outputs).stream().map(output -> output.head().toString()).toList();
    }

    /** What the server must be able to do for it. */
    public List<Need> needs() {
        List<Need> needs = new ArrayList<>();
        for (Output output : outputs) {
            output.needs()
                    .forEach(feature ->
                            needs.add(new Need(feature, file, output.head().path())));
        }
        return needs;
    }

    /** What this table alone owns in Redis, one space for each output that has its keys for itself. */
    public List<KeySpace> keySpaces() {
        List<KeySpace> spaces = new ArrayList<>();
        for (Output output : outputs) {
            if (output.ownsKeys() && !output.head().shared()) {
                spaces.add(output.head().key().space());
            }
        }
        return spaces;
    }

    /**
     * The hash in Redis whose fields tell what the table wrote to keys that it shares with others; empty when it shares
     * none. Each field is to be given to {@link #forget} when the table begins anew.
     */
    public Optional<String> ledger() {
        for (Output output : outputs) {
            if (output.head().ledger() != null) {
                return Optional.of(output.head().ledger().key());
            }
        }
        return Optional.empty();
    }

    /** The commands that take back what a field of the {@link #ledger} tells of; none when no output here wrote it. */
    public List<Command> forget(String field, String value) {
        List<Command> commands = new ArrayList<>();
        for (Output output : outputs) {
            Ledger ledger = output.head().ledger();
            if (ledger != null && ledger.owns(field)) {
                Object content = output.commutes() ? new BigDecimal(value) : "";
                output.leave(ledger.entry(field, content), commands);
            }
        }
        return commands;
    }
}

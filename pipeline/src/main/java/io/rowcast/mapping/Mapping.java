package io.rowcast.mapping;

import io.rowcast.config.Problem;
import io.rowcast.model.Command;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowState;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of the rows of one table. A pure function of a row change; may be used by several threads at once. */
public final class Mapping {
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
        Standing[] before = standings(change.before(), change);
        Standing[] after = standings(change.after(), change);
        int start = into.size();
        try {
            for (int i = 0; i < outputs.length; i++) {
                Transition.leaves(outputs[i], before[i], after[i], change.after() == null, into);
            }
            for (int i = 0; i < outputs.length; i++) {
                Transition.arrivals(outputs[i], before[i], after[i], into);
            }
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
        // Outputs that show the change itself cannot do without the row before.
        RowChange arrival = new RowChange(
                state.table(), null, state.after() == null ? state.key() : state.after(), state.committed(), false);
        Standing[] after = standings(state.after(), arrival);
        RowImage key = image(state.key(), arrival);
        List<Entry> places = List.of(outputs).stream()
                .map(output -> Replacement.place(output, key))
                .toList();
        for (int i = 0; i < outputs.length; i++) {
            Replacement.apply(outputs[i], places.get(i), after[i], state.after() == null, into);
        }
    }

    /**
     * Why the mapping cannot do with rows as they are, without what they were before: the first output of which the place
     * cannot be found, or replaced, by the key alone. Empty when it can.
     */
    public Optional<String> needsBefore() {
        return List.of(outputs).stream()
                .flatMap(output -> Replacement.obstacle(output, schema).stream())
                .findFirst();
    }

    /** The first output for which a row that comes again makes a difference; empty when there is none. */
    public Optional<String> accumulates() {
        return Arrays.stream(outputs)
                .filter(output -> !output.findsRows())
                .map(output -> output.head() + " of " + table())
                .findFirst();
    }

    /**
     * What each output makes of the change, and why, in the order of the file.
     *
     * @throws UnmappableRowException when an expression fails
     */
    public List<Explanation> explain(RowChange change) {
        return new Explainer(this, change).explain(List.of(outputs));
    }

    Standing[] standings(@Nullable Row row, RowChange change) {
        if (row == null) {
            return outside;
        }
        RowImage image = image(row, change);
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

    RowImage image(Row row, RowChange change) {
        return new RowImage(row, change, layout(row), lets);
    }

    @Nullable
    Expression when() {
        return when;
    }

    private RowImage.Layout layout(Row row) {
        RowImage.Layout known = layout;
        if (known == null || !known.fits(row.shape())) {
            known = RowImage.Layout.of(schema, row.shape());
            layout = known;
        }
        return known;
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
            missing.removeAll(output.spreads());
            if (!output.commutes() && !missing.isEmpty()) {
                return Optional.of(output.head() + " of " + table() + " does not tell rows apart by the primary-key "
                        + (missing.size() == 1 ? "column " : "columns ") + String.join(", ", missing)
                        + ", as {" + String.join("}:{", missing) + "} in the " + output.place() + " would");
            }
        }
        return Optional.empty();
    }

    /**
     * The keys that the change writes and in which rows of the table can meet, where their order matters: those of the
     * outputs for which {@link #unaligned} is.
     *
     * @throws UnmappableRowException when that cannot be told
     */
    public Set<String> meetings(RowChange change) {
        List<Command> commands = new ArrayList<>();
        for (Output output : outputs) {
            if (rowsMeet(output)) {
                Standing before = standing(output, change.before(), change);
                Standing after = standing(output, change.after(), change);
                Transition.leaves(output, before, after, change.after() == null, commands);
                Transition.arrivals(output, before, after, commands);
            }
        }
        Set<String> keys = new LinkedHashSet<>();
        commands.forEach(command -> keys.add(command.key()));
        ledger().ifPresent(keys::remove); // its fields are those of the places
        return keys;
    }

    private boolean rowsMeet(Output output) {
        boolean spread = !schema.primaryKey().isEmpty() && output.spreads().containsAll(schema.primaryKey());
        return !output.commutes() && !spread;
    }

    private Standing standing(Output output, @Nullable Row row, RowChange change) {
        if (row == null) {
            return Standing.OUTSIDE;
        }
        RowImage image = image(row, change);
        return when == null || Boolean.TRUE.equals(when.value(image)) ? standing(output, image) : Standing.OUTSIDE;
    }

    /** The template that makes keys like this one, which shows no value of a row; empty when no output has such keys. */
    public Optional<String> template(String key) {
        return List.of(outputs).stream()
                .map(output -> output.head().key())
                .filter(template -> template.space().owns(key))
                .map(KeyTemplate::toString)
                .findFirst();
    }

    /** The outputs in the order of the file, as a person would name them. */
    public List<String> outputs() {
        return List.of(outputs).stream().map(output -> output.head().toString()).toList();
    }

    /**
     * What the author may want to think about.
     *
     * @param unique the columns of each unique index of the table besides the primary key
     */
    public List<Problem> advice(List<List<String>> unique) {
        return new Advisor(file, schema.primaryKey(), unique).of(List.of(outputs));
    }

    /** Whether keys that it writes end by themselves. */
    public boolean expires() {
        return List.of(outputs).stream()
                .map(output -> output.head().lifetime())
                .anyMatch(lifetime -> lifetime.ends() || lifetime.until() != null);
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

    /** Where rows stand in Redis, for comparison and repair. */
    public MappedPlaces places() {
        return new MappedPlaces(this, outputs);
    }

    /** How what each output wrote is looked at, in the order of the file. */
    public List<Inspection> inspections() {
        return List.of(outputs).stream().map(Inspection::of).toList();
    }
}

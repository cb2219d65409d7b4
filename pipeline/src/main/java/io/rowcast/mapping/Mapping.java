package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of the rows of one table. A pure function of a row change; may be used by several threads at once. */
public final class Mapping {
    private final TableSchema schema;
    private final @Nullable Expression when;
    private final Output[] outputs;
    private final int lets;
    /** The entries of a row that does not exist, or that {@code when} does not hold for. */
    private final @Nullable Entry[] notThere;
    /** Of the rows seen last: they share their shape until the table is altered. */
    private volatile RowImage.@Nullable Layout layout;

    Mapping(TableSchema schema, @Nullable Expression when, List<Output> outputs, int lets) {
        this.schema = schema;
        this.when = when;
        this.outputs = outputs.toArray(Output[]::new);
        this.lets = lets;
        this.notThere = new Entry[this.outputs.length];
    }

    public TableSchema schema() {
        return schema;
    }

    public TableId table() {
        return schema.table();
    }

    /**
     * Appends the commands that take Redis from the row as it was to the row as it is.
     *
     * @throws UnmappableRowException when an expression fails; nothing is appended then
     */
    public void apply(RowChange change, List<Command> into) {
        @Nullable Entry[] before = entries(change.before());
        @Nullable Entry[] after = entries(change.after());
        int start = into.size();
        try {
            leaves(before, after, into);
            arrivals(before, after, into);
        } catch (UnmappableRowException e) {
            into.subList(start, into.size()).clear();
            throw e;
        }
    }

    private @Nullable Entry[] entries(@Nullable Row row) {
        if (row == null) {
            return notThere;
        }
        RowImage image = new RowImage(row, layout(row), lets);
        if (when != null && !Boolean.TRUE.equals(when.value(image))) {
            return notThere;
        }
        @Nullable Entry[] entries = new Entry[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            entries[i] = outputs[i].entry(image);
        }
        return entries;
    }

    private RowImage.Layout layout(Row row) {
        RowImage.Layout known = layout;
        if (known == null || !known.fits(row.shape())) {
            known = RowImage.Layout.of(schema, row.shape());
            layout = known;
        }
        return known;
    }

    private void leaves(@Nullable Entry[] before, @Nullable Entry[] after, List<Command> into) {
        for (int i = 0; i < outputs.length; i++) {
            Entry was = before[i];
            Entry is = after[i];
            if (was != null && (is == null || !was.samePlace(is))) {
                outputs[i].leave(was, into);
            }
        }
    }

    private void arrivals(@Nullable Entry[] before, @Nullable Entry[] after, List<Command> into) {
        for (int i = 0; i < outputs.length; i++) {
            Entry was = before[i];
            Entry is = after[i];
            if (is == null || (before != notThere && outputs[i].oncePerRow())) {
                continue;
            }
            if (was == null || !was.samePlace(is)) {
                outputs[i].arrive(is, into);
            } else if (outputs[i].head().lifetime().ends() || !was.content().equals(is.content())) {
                outputs[i].change(was, is, into);
            }
        }
    }

    /**
     * Why the table's topic must have one partition: the first output whose rows can meet in one place, where their order
     * matters. Empty when rows may be spread over partitions.
     */
    public Optional<String> unaligned() {
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

    /** What this table owns in Redis, one space for each output. */
    public List<KeySpace> keySpaces() {
        List<KeySpace> spaces = new ArrayList<>();
        for (Output output : outputs) {
            spaces.add(output.head().key().space());
        }
        return spaces;
    }
}

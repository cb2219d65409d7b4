package io.rowcast.reader;

import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.catalog.SourceOffset;
import io.rowcast.reader.kafka.CapturedTable;
import io.rowcast.reader.kafka.TableTarget;
import io.rowcast.reader.row.UnconvertibleValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * What DDL means for the captured tables. Debezium gives a statement about several tables as several records: they are
 * collected, and brought about together when the next thing comes. For one thread.
 */
final class SchemaChanges {

    /** What a session gives it to work with. */
    record Parts(
            CapturedTables tables,
            Definitions definitions,
            SchemaVersions versions,
            Generations generations,
            SkippedEvents skipped,
            TableReload reload,
            Map<TableId, List<String>> keys) {}

    /** What a statement does to what a captured table wrote. */
    enum Effect {
        /** Nothing of it is there any more. */
        REMOVED,
        /** The table is there, and empty. */
        EMPTY,
        /** All its rows may be others. */
        REREAD
    }

    private final Parts parts;
    private final List<SourceRecord> statement = new ArrayList<>();
    private @Nullable SourceOffset before;
    private @Nullable SourceOffset behind;
    private @Nullable String outdated;

    SchemaChanges(Parts parts) {
        this.parts = parts;
    }

    /** Takes in what a table looked like when the initial snapshot began. */
    void snapshot(SourceRecord record) {
        SchemaChange.of(record).ifPresent(this::define);
    }

    /** Whether the record belongs to another statement than those that wait. */
    boolean isOther(SourceRecord record) {
        return isWaiting() && !place(record).equals(place(statement.get(0)));
    }

    private static String place(SourceRecord record) {
        Struct source = source(record);
        return source.getString("file") + ":" + source.getInt64("pos");
    }

    private static Struct source(SourceRecord record) {
        return ((Struct) record.value()).getStruct("source");
    }

    void add(SourceRecord record) {
        statement.add(record);
    }

    boolean isWaiting() {
        return !statement.isEmpty();
    }

    /** The position right before the statement that waits. */
    SourceOffset before() {
        SourceRecord first = statement.get(0);
        return new SourceOffset(first.sourceOffset()).before(source(first).getInt64("pos"));
    }

    /**
     * Takes in the statement that waits. What it does is still to be {@link #bring brought about}, with the position before
     * it committed.
     */
    Map<TableId, Effect> settle() {
        Map<TableId, Effect> effects = new LinkedHashMap<>();
        for (SourceRecord record : statement) {
            SchemaChange.of(record).ifPresent(change -> {
                effects(change, effects);
                define(change);
            });
            SchemaChange.withOtherRows(record).forEach(table -> effect(table, Effect.REREAD, effects));
        }
        Struct source = source(statement.get(0));
        effects.keySet().removeIf(table -> parts.skipped.skips(table, source));
        SourceRecord last = statement.get(statement.size() - 1);
        before = new SourceOffset(last.sourceOffset());
        behind = before.behind(source.getString("gtid"));
        statement.clear();
        return effects;
    }

    /** The position behind the statement that was settled last. */
    SourceOffset behind() {
        return Objects.requireNonNull(behind);
    }

    /**
     * With GTIDs, Debezium gives heartbeats the transactions before a statement until the next transaction begins: from such
     * a position the statement would come again.
     */
    SourceOffset corrected(SourceOffset heartbeat) {
        return before == null || behind == null || !heartbeat.completedLike(before)
                ? heartbeat
                : heartbeat.completedAs(behind);
    }

    private void effects(SchemaChange change, Map<TableId, Effect> effects) {
        switch (change.kind()) {
            case CREATED -> effect(change.table(), Effect.EMPTY, effects);
            case ALTERED -> {
                if (isOther(change)) {
                    effect(change.table(), Effect.REREAD, effects);
                }
            }
            case RENAMED -> {
                effect(Objects.requireNonNull(change.previous()), Effect.REMOVED, effects);
                requireKnown(change);
                effect(change.table(), Effect.REREAD, effects);
            }
            case DROPPED -> effect(change.table(), Effect.REMOVED, effects);
            case DATABASE_DROPPED ->
                parts.tables.targets().stream()
                        .map(TableTarget::table)
                        .filter(table -> table.database().equals(change.table().database()))
                        .forEach(table -> effect(table, Effect.REMOVED, effects));
        }
    }

    private void effect(TableId table, Effect effect, Map<TableId, Effect> effects) {
        boolean concerned =
                effect == Effect.REMOVED ? parts.tables.target(table) != null : parts.tables.includes(table);
        if (concerned) {
            effects.put(table, effect);
        }
    }

    private boolean isOther(SchemaChange change) {
        TableDefinition next = change.definition();
        if (next == null || parts.tables.target(change.table()) == null) {
            return false;
        }
        Optional<TableDefinition> known = parts.definitions.of(change.table());
        return known.isEmpty()
                || known.get().differs(next, parts.tables.columns(change.table(), next.schema(change.table())));
    }

    private void requireKnown(SchemaChange change) {
        if (change.definition() == null && parts.tables.includes(change.table())) {
            throw new UnconvertibleValueException("table " + change.previous() + " was renamed to " + change.table()
                    + ", and the schema history does not know it; expected: a table of a database that was captured when it"
                    + " was made");
        }
    }

    private void define(SchemaChange change) {
        TableDefinition definition = change.definition();
        if (change.previous() != null) {
            parts.definitions.remove(change.previous());
        }
        if (change.kind() == SchemaChange.Kind.DATABASE_DROPPED) {
            parts.definitions.removeDatabase(change.table().database());
        } else if (definition == null) {
            parts.definitions.remove(change.table());
        } else {
            parts.definitions.put(change.table(), definition);
        }
    }

    /** Writes what became of the table; the caller commits it with the position. */
    void bring(TableId table, Effect effect) {
        switch (effect) {
            case REMOVED -> parts.generations.removed(table);
            case EMPTY -> empty(table);
            case REREAD -> reread(table);
        }
    }

    private void empty(TableId table) {
        TableSchema found = parts.definitions
                .of(table)
                .map(definition -> definition.schema(table))
                .orElseThrow(() -> new IllegalStateException("table " + table + " was made, but is not known"));
        CapturedTable captured = parts.tables.take(found);
        SchemaVersions.Version version = parts.versions.publish(captured.schema());
        parts.generations.complete(table, parts.generations.reset(table, true, version), version);
        checkKey(captured);
    }

    /** Reads the table as a whole. */
    void reread(TableId table) {
        parts.reload.run(table).ifPresent(this::checkKey);
    }

    /** Debezium keys the rows to come as it was told when the engine was built, or else by the key it knows. */
    private void checkKey(CapturedTable captured) {
        TableId table = captured.table();
        List<String> wanted = captured.schema().primaryKey();
        List<String> known =
                parts.definitions.of(table).map(TableDefinition::key).orElse(wanted);
        List<String> told = parts.keys.getOrDefault(table, known);
        if (!told.equals(wanted)) {
            outdated = "table " + table + " is keyed by " + told + "; expected: " + wanted;
        }
    }

    /** @throws SessionOutdatedException when rows to come would have another key than those that were read */
    void requireKeys() {
        if (outdated != null) {
            throw new SessionOutdatedException(outdated);
        }
    }
}

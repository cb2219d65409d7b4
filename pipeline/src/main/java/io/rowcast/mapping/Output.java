package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One output of a mapping: what rows are in Redis, as one kind of data structure. Shared by threads, without state. */
sealed interface Output
        permits HashOutput,
                HashFieldOutput,
                StringOutput,
                AppendOutput,
                DocumentOutput,
                NestedOutput,
                SetOutput,
                ZsetOutput,
                GeoOutput,
                ListOutput,
                CounterOutput,
                StreamOutput,
                PublishOutput,
                BitmapOutput,
                BloomOutput {

    OutputHead head();

    /**
     * Where the row stands, {@code null} for nowhere.
     *
     * @throws UnmappableRowException when an expression cannot be computed
     */
    @Nullable
    Entry entry(RowImage row);

    /** What keeps a row from having a place: the first part of it that is NULL, in words. */
    default Optional<String> lacking(RowImage row) {
        return head().key().lacking(row).map(part -> part + " of the key");
    }

    /** Appends the commands of a row that is there now and was not before. */
    void arrive(Entry is, List<Command> into);

    /** Appends the commands of a row that stays in its place; only called when something differs or keys expire. */
    void change(Entry was, Entry is, List<Command> into);

    /** Appends the commands of a row that was there and is no more. */
    void leave(Entry was, List<Command> into);

    /** The columns that the place names: rows that differ in one of them never meet in one place. */
    default Set<String> identifies() {
        return head().key().identifies();
    }

    /** What names the field or member within the key, {@code null} when the output has the whole key. */
    default @Nullable KeyTemplate within() {
        return null;
    }

    /** Whether it can put a row into its place without knowing what the row was before. */
    default boolean replaces() {
        return false;
    }

    /** The content of a place of which nothing is known: all that there can be. */
    default Object anything() {
        return "";
    }

    /** The columns by which rows may be spread: those that differ in one of them need no order among them. */
    default Set<String> spreads() {
        return identifies();
    }

    /** What of it makes the place, for messages. */
    default String place() {
        return "key";
    }

    /** Whether a row arrives once and for all when it begins to exist for the mapping, and no change moves it. */
    default boolean oncePerRow() {
        return false;
    }

    /** Whether it has something to say of every change of a row, also when nothing that it shows is different. */
    default boolean everyChange() {
        return false;
    }

    /** Whether it must be able to find again what it wrote for a row, so that rows need something that identifies them. */
    default boolean findsRows() {
        return !oncePerRow() && !everyChange() && !commutes();
    }

    /** The Redis type that its keys have. */
    Verb.KeyType keyType();

    /** Whether its keys are keys: a channel is none. */
    default boolean ownsKeys() {
        return true;
    }

    /** Whether it can take back what a row wrote, so that other tables may write the same keys. */
    default boolean canShare() {
        return !oncePerRow() && !everyChange();
    }

    /** The fields that it writes to each of its keys, empty when they are not known beforehand. */
    default Set<String> fieldNames() {
        return Set.of();
    }

    /** The parts that it owns of each JSON document it writes to, each with all that is below; none of other types. */
    default List<List<KeySpace>> parts() {
        return List.of();
    }

    /** Whether a marker can stand in place of what a row wrote. */
    default boolean canLeaveTombstone() {
        return false;
    }

    /** Appends the commands that put the marker there, which the place now lacks; the time it stays is not its matter. */
    default void tombstone(Entry was, List<Command> into) {
        throw new IllegalStateException(head() + " leaves no tombstones");
    }

    /** Whether the order in which rows are applied makes no difference. */
    default boolean commutes() {
        return false;
    }

    /** What a client finds in a place of it. */
    Form form();

    /** What of an entry a client finds: a text, the row's part in a sum, or texts by name. */
    default Object shown(Entry entry) {
        return entry.content();
    }

    /** The content of an entry of which that is {@link #shown}. */
    default Object content(Object shown) {
        return shown;
    }

    /** What one needs to know besides the place to look at it. */
    default List<String> inspected() {
        return List.of();
    }

    /** What it adds to what is there. */
    default Inspection.Counts counts() {
        return Inspection.Counts.NOTHING;
    }

    /** Whether places are taken away from rows that still stand in them. */
    default boolean trims() {
        return false;
    }
}

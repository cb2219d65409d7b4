package io.rowcast.mapping;

import io.rowcast.model.Command;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One output of a mapping: what rows are in Redis, as one kind of data structure. Shared by threads, without state. */
sealed interface Output
        permits HashOutput, HashFieldOutput, StringOutput, SetOutput, ZsetOutput, ListOutput, CounterOutput {

    OutputHead head();

    /**
     * Where the row stands, {@code null} for nowhere.
     *
     * @throws UnmappableRowException when an expression cannot be computed
     */
    @Nullable
    Entry entry(RowImage row);

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

    /** What of it makes the place, for messages. */
    default String place() {
        return "key";
    }

    /** Whether a row arrives once and for all when it begins to exist for the mapping, and no change moves it. */
    default boolean oncePerRow() {
        return false;
    }

    /** Whether the order in which rows are applied makes no difference. */
    default boolean commutes() {
        return false;
    }
}

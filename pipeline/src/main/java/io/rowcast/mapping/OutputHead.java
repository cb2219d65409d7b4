package io.rowcast.mapping;

import org.jspecify.annotations.Nullable;

/**
 * What all outputs have.
 *
 * @param path the place in the mapping file, like {@code redis[2]}
 * @param kind what it is called in mapping files
 * @param when which rows it is for, {@code null} for all of the mapping
 * @param each the list whose elements have a place each, {@code null} when the row has one
 * @param ledger of an output that shares its keys with those of other tables, {@code null} when they are its own
 */
record OutputHead(
        String path,
        String kind,
        KeyTemplate key,
        @Nullable Expression when,
        @Nullable Each each,
        Lifetime lifetime,
        OnDelete onDelete,
        @Nullable Ledger ledger) {

    /** The key for a row, {@code null} when a part of it is NULL. */
    @Nullable
    String key(RowImage row) {
        return key.render(row);
    }

    boolean shared() {
        return ledger != null;
    }

    /** {@code redis[2] (zset customers:by-credit)}. */
    @Override
    public String toString() {
        return path + " (" + kind + " " + key + ")";
    }
}

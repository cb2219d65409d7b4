package io.rowcast.mapping;

import org.jspecify.annotations.Nullable;

/**
 * What all outputs have.
 *
 * @param path the place in the mapping file, like {@code redis[2]}
 * @param kind what it is called in mapping files
 */
record OutputHead(String path, String kind, KeyTemplate key, Lifetime lifetime) {

    /** The key for a row, {@code null} when a part of it is NULL. */
    @Nullable
    String key(RowImage row) {
        return key.render(row);
    }

    /** {@code redis[2] (zset customers:by-credit)}. */
    @Override
    public String toString() {
        return path + " (" + kind + " " + key + ")";
    }
}

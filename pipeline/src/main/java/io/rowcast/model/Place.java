package io.rowcast.model;

import org.jspecify.annotations.Nullable;

/**
 * A place in Redis that an output of a mapping gives to rows.
 *
 * @param output the number of the output in the mapping
 * @param within the field, member, bit or item; {@code null} when the place is the whole key
 */
public record Place(int output, String key, @Nullable String within) {

    /** For people: {@code customers:in:Oslo / 7}. */
    @Override
    public String toString() {
        return within == null ? key : key + " / " + within;
    }
}

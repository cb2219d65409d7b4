package io.rowcast.mapping;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a row stands in Redis by one output, and with what.
 *
 * @param place the field or member within the key; {@code null} when the output has the whole key
 * @param content what is written there; compared by {@code equals}
 */
record Entry(String key, @Nullable String place, Object content) {

    /** The place of an entry whose output has places. */
    String placed() {
        return Objects.requireNonNull(place);
    }

    boolean samePlace(Entry other) {
        return key.equals(other.key) && (place == null ? other.place == null : place.equals(other.place));
    }
}

package io.rowcast.mapping;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a row stands in Redis by one output, and with what.
 *
 * @param place the field or member within the key; {@code null} when the output has the whole key
 * @param content what is written there; compared by {@code equals}
 * @param expiresAt when {@code expire_at} ends the key, in seconds since 1970; {@code null} when it does not
 */
record Entry(
        String key,
        @Nullable String place,
        Object content,
        @Nullable Long expiresAt) {

    Entry(String key, @Nullable String place, Object content) {
        this(key, place, content, null);
    }

    /** The place of an entry whose output has places. */
    String placed() {
        return Objects.requireNonNull(place);
    }

    Entry expiringAt(@Nullable Long second) {
        return second == null ? this : new Entry(key, place, content, second);
    }

    boolean samePlace(Entry other) {
        return key.equals(other.key) && Objects.equals(place, other.place);
    }

    boolean sameContent(Entry other) {
        return content.equals(other.content) && Objects.equals(expiresAt, other.expiresAt);
    }
}

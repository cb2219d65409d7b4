package io.rowcast.redis;

import java.time.Duration;
import java.util.Optional;

/**
 * What a client finds in a place.
 *
 * @param type what {@code TYPE} says of the key; {@code none} when there is no such key
 * @param value a text, or a map of texts; empty when nothing stands there, or the key is of another type
 * @param left how long the key lives; empty when it stays
 */
public record Found(String type, Optional<Object> value, Optional<Duration> left) {

    /** Whether the key is there at all. */
    public boolean isKey() {
        return !type.equals("none");
    }
}

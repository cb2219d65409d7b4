package io.rowcast.reader.kafka;

import java.util.Optional;

/**
 * Whether other readers of the pipeline may run and stand by for each other.
 *
 * @param instance this reader's name among them, by which it has its place back at once when it starts again; without it a
 *     reader that was killed keeps the place for some seconds
 */
public record Standby(boolean possible, Optional<String> instance) {

    /** Nobody else can reach the broker. */
    public static Standby none() {
        return new Standby(false, Optional.empty());
    }
}

package io.rowcast.topic;

import io.rowcast.model.Change;
import org.jspecify.annotations.Nullable;

/**
 * What a record of a topic that Kafka Connect fills says.
 *
 * @param position where it comes from, {@code null} for flat rows
 */
public record ConnectChange(Change change, @Nullable SourcePosition position, Mark mark) {

    /** Whether it belongs to a snapshot, and where in it. */
    public enum Mark {
        STREAMED,
        FIRST,
        WITHIN,
        LAST,
        /** A row of an incremental snapshot, which runs beside the stream. */
        INCREMENTAL;

        /** Reads {@code source.snapshot}. */
        static Mark of(String text) {
            return switch (text) {
                case "", "false" -> STREAMED;
                case "first", "first_in_data_collection" -> FIRST;
                case "last", "last_in_data_collection" -> LAST;
                case "incremental" -> INCREMENTAL;
                default -> WITHIN;
            };
        }

        boolean ofSnapshot() {
            return this == FIRST || this == WITHIN || this == LAST;
        }
    }
}

package io.rowcast.writer;

import io.rowcast.model.Change;
import io.rowcast.model.SnapshotComplete;
import io.rowcast.model.TableReset;
import io.rowcast.topic.SourceProgress;
import org.jspecify.annotations.Nullable;

/**
 * An announcement about a whole table that stands in every partition of its topic: all lanes come to it before it is
 * acted on, and none goes on before that is done.
 *
 * @param offset where it stands in this lane
 * @param next where the lane goes on: behind it, or at the same record when that is a row of its own
 * @param progress of the lane when it has passed it, {@code null} when the source tells none
 */
record Barrier(
        Change announcement,
        long offset,
        long next,
        @Nullable SourceProgress progress) {

    /** The text by which lanes of other writers know it. */
    String name() {
        return announcement instanceof TableReset reset
                ? "reset:" + reset.generation()
                : "complete:" + ((SnapshotComplete) announcement).generation();
    }
}

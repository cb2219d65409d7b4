package io.rowcast.writer;

import io.rowcast.model.Change;
import io.rowcast.model.SnapshotComplete;
import io.rowcast.model.TableReset;

/**
 * An announcement about a whole table that stands in every partition of its topic: all lanes come to it before it is
 * acted on, and none goes on before that is done.
 *
 * @param offset where it stands in this lane
 */
record Barrier(Change announcement, long offset) {

    /** The text by which lanes of other writers know it. */
    String name() {
        return announcement instanceof TableReset reset
                ? "reset:" + reset.generation()
                : "complete:" + ((SnapshotComplete) announcement).generation();
    }
}

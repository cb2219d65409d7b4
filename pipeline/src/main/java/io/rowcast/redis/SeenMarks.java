package io.rowcast.redis;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this process saw a Cluster acknowledge, for longer than a session lasts: by lane the checkpoint, and the mark of each
 * slot. A Cluster that holds less has lost writes.
 */
final class SeenMarks {
    private final Map<LaneId, OfLane> lanes = new ConcurrentHashMap<>();

    /** Of one lane; used by one thread. */
    static final class OfLane {
        private @Nullable String topicId;
        private long checkpoint;
        private final long[] marks = new long[Slots.COUNT];

        /** Forgets what was seen of an earlier topic of the same name. */
        OfLane in(String topic) {
            if (!topic.equals(topicId)) {
                topicId = topic;
                checkpoint = 0;
                Arrays.fill(marks, 0);
            }
            return this;
        }

        long mark(int slot) {
            return marks[slot];
        }

        void mark(int slot, long offset) {
            marks[slot] = offset;
        }

        long checkpoint() {
            return checkpoint;
        }

        void checkpoint(long offset) {
            checkpoint = offset;
        }

        @Nullable
        String topicId() {
            return topicId;
        }
    }

    OfLane of(LaneId lane) {
        return lanes.computeIfAbsent(lane, unseen -> new OfLane());
    }
}

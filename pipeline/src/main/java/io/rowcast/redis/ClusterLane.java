package io.rowcast.redis;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a session knows of one lane. */
final class ClusterLane {
    final LaneId id;
    final SeenMarks.OfLane seen;

    /** The text of the checkpoint that lies in a slot, by slot. */
    final Map<Integer, String> checkpoints = new HashMap<>();

    /** Whose the lane is, as the newest checkpoint says. */
    @Nullable
    String owner;

    long epoch;

    /** All up to it is applied; {@code null} when the lane begins at the beginning of its topic. */
    @Nullable
    Watermark watermark;

    Held.Evidence evidence = Held.Evidence.COMPLETE;

    /** Whether the session owns it. */
    boolean claimed;

    private @Nullable SlotMarks marks;

    ClusterLane(LaneId id, SeenMarks.OfLane seen) {
        this.id = id;
        this.seen = seen;
    }

    /**
     * The lane of the topic that puts marks into all slots when the table begins anew ({@link Checkpoints#seal}). A slot in which
     * this one has no mark yet may lose all that others have there: it shows by that.
     */
    LaneId guard() {
        return new LaneId(id.topic(), 0);
    }

    SlotMarks marks(String topicId) {
        if (marks == null || !marks.topicId.equals(topicId)) {
            marks = new SlotMarks(topicId);
            seen.in(topicId);
        }
        return marks;
    }

    Held held() {
        return new Held(java.util.Optional.ofNullable(owner), java.util.Optional.ofNullable(watermark), evidence);
    }

    String checkpoint(int slot) {
        return checkpoints.getOrDefault(slot, "");
    }
}

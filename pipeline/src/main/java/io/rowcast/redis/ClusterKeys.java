package io.rowcast.redis;

import java.util.Map;

/** What the keys of a pipeline are called that lie in a slot of a Cluster each. */
record ClusterKeys(String pipeline) {

    /** By the names of watermarks, each of which ends with its lane. */
    static ClusterKeys of(Map<LaneId, String> watermarks) {
        var any = watermarks.entrySet().iterator().next();
        String end = ":watermark:" + any.getKey();
        if (!any.getValue().endsWith(end)) {
            throw new IllegalArgumentException(
                    "found a watermark " + any.getValue() + "; expected one ending with " + end);
        }
        return new ClusterKeys(any.getValue().substring(0, any.getValue().length() - end.length()));
    }

    /** Hash: of each lane its mark, and in {@code <lane>:failures} the commands that failed. See {@link SlotMarks}. */
    String marks(int slot) {
        return pipeline + ":watermark:" + Slots.tag(slot);
    }

    /** Hash: of each lane its {@link Checkpoint}. */
    String checkpoints(int slot) {
        return pipeline + ":checkpoint:" + Slots.tag(slot);
    }

    /** The part of a shared ledger, or the copy of notes, that lies in a slot. */
    static String part(String key, int slot) {
        return key + ":" + Slots.tag(slot);
    }
}

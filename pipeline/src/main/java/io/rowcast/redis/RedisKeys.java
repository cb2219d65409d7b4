package io.rowcast.redis;

import io.rowcast.model.TableId;

/** The keys that Rowcast keeps for itself, all below {@code rowcast:<pipeline>:}. */
public record RedisKeys(String pipeline) {

    /** Hash: {@code owner}, {@code offset}, {@code checked}, {@code topic}, {@code source}, {@code refused}. See {@link Watermark}. */
    public String watermark(LaneId lane) {
        return "rowcast:" + pipeline + ":watermark:" + lane;
    }

    /**
     * Hash, one for each topic with several partitions, a copy on each master of a Cluster: for each partition the
     * announcement it has come to, and in {@code done:<partition>} the offset of the one that was last acted on.
     */
    public String barrier(String topic) {
        return "rowcast:" + pipeline + ":barrier:" + topic;
    }

    /** Hash: of each dead letter of the lane that waits, by its position, where it is and which changes wait for it. */
    public String letters(LaneId lane) {
        return letters() + lane;
    }

    /** What the keys of all {@link #letters(LaneId)} begin with. */
    public String letters() {
        return "rowcast:" + pipeline + ":letters:";
    }

    /** String: the generation of the newest snapshot, there only while Redis holds all of it. */
    public String complete(TableId table) {
        return "rowcast:" + pipeline + ":complete:" + table;
    }

    /** Hash: each mapping of a table that this Redis may hold the work of. */
    public String mappings() {
        return "rowcast:" + pipeline + ":mappings";
    }
}

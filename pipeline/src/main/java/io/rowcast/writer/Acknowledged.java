package io.rowcast.writer;

import io.rowcast.redis.LaneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What this process saw Redis acknowledge, for longer than a connection or a place in the consumer group lasts: a
 * Redis that holds less has gone back in time.
 */
final class Acknowledged {
    private final Map<LaneId, Entry> entries = new HashMap<>();
    private final Set<LaneId> owned = new HashSet<>();

    private record Entry(String topicId, long offset) {}

    void put(LaneId lane, String topicId, long offset) {
        entries.put(lane, new Entry(topicId, offset));
    }

    /** The acknowledged offset in this very topic, -1 when there is none. */
    long offset(LaneId lane, String topicId) {
        Entry entry = entries.get(lane);
        return entry == null || !entry.topicId().equals(topicId) ? -1 : entry.offset();
    }

    /** From here on another owner of the lane means that this writer was fenced. */
    void own(LaneId lane) {
        owned.add(lane);
    }

    boolean owned(LaneId lane) {
        return owned.contains(lane);
    }

    /** The lanes were given up, or have to be asked for anew. */
    void disown(LaneId lane) {
        owned.remove(lane);
    }

    void disownAll() {
        owned.clear();
    }
}

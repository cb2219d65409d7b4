package io.rowcast.writer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the lanes of a topic have noted in Redis about announcements: where each waits, and up to where announcements were
 * acted on. A Cluster has a copy on each master. A master that has gone back has an older one, and then every lane comes to
 * the announcement again: so only what all copies tell counts.
 *
 * @param topicId Kafka's id of the topic that the offsets count in
 */
record Notes(List<Map<String, String>> copies, String topicId) {

    /** Whether the announcement at which a lane is was acted on. */
    boolean isDone(int partition, Barrier barrier) {
        return copies.stream().allMatch(copy -> done(copy.get("done:" + partition)) >= barrier.offset());
    }

    /** The offset that a place tells of, -1 for none in this topic. */
    private long done(@Nullable String place) {
        if (place == null || !place.endsWith("@" + topicId)) {
            return -1;
        }
        return Long.parseLong(place.substring(0, place.indexOf('@')));
    }

    boolean hasArrived(int partition, Barrier barrier) {
        String arrived = barrier.name() + " " + place(barrier.offset());
        return copies.stream().allMatch(copy -> arrived.equals(copy.get(String.valueOf(partition))));
    }

    Map<String, String> arrival(int partition, Barrier barrier) {
        return Map.of(String.valueOf(partition), barrier.name() + " " + place(barrier.offset()));
    }

    private String place(long offset) {
        return offset + "@" + topicId;
    }

    boolean allArrived(Barrier barrier, int partitions) {
        for (int partition = 0; partition < partitions; partition++) {
            String field = String.valueOf(partition);
            String arrived = copies.get(0).getOrDefault(field, "");
            if (!arrived.startsWith(barrier.name() + " ")
                    || !copies.stream().allMatch(copy -> arrived.equals(copy.get(field)))) {
                return false;
            }
        }
        return true;
    }

    /** That the announcement at which all lanes are was acted on. */
    Map<String, String> done(Barrier barrier, int partitions) {
        Map<String, String> done = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            String arrived = copies.get(0).getOrDefault(String.valueOf(partition), "");
            done.put("done:" + partition, arrived.substring(barrier.name().length() + 1));
        }
        return done;
    }
}

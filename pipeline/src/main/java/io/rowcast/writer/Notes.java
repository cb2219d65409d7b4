package io.rowcast.writer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private long done(@org.jspecify.annotations.Nullable String place) {
        boolean here = place != null && place.endsWith("@" + topicId);
        return here ? Long.parseLong(place.substring(0, place.indexOf('@'))) : -1;
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

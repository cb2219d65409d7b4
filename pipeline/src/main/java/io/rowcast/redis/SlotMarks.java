package io.rowcast.redis;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session knows of the slots of one lane: the mark of each, up to which all of the lane's commands on the slot are
 * applied, and the failures that are stored beside it.
 */
final class SlotMarks {
    private static final long UNKNOWN = -2;
    private static final long NONE = -1;

    /** Kafka's id of the topic that the offsets count in. */
    final String topicId;

    private final long[] offsets = new long[Slots.COUNT];

    /** Marks that count in another topic, which has been re-created since. */
    private final Map<Integer, String> foreign = new HashMap<>();

    private final Map<Integer, Map<String, String>> failures = new HashMap<>();

    /** Slots without a mark, in which that of the lane's {@link ClusterLane#guard} was. */
    private final BitSet guarded = new BitSet(Slots.COUNT);

    SlotMarks(String topicId) {
        this.topicId = topicId;
        Arrays.fill(offsets, UNKNOWN);
    }

    boolean knows(int slot) {
        return offsets[slot] != UNKNOWN;
    }

    /** The first offset that is not applied, -1 where nothing is. */
    long offset(int slot) {
        return Math.max(NONE, offsets[slot]);
    }

    /** What the slot held when it was looked at, or was told to hold since. */
    String text(int slot) {
        String other = foreign.get(slot);
        if (other != null) {
            return other;
        }
        return offsets[slot] < 0 ? "" : text(offsets[slot]);
    }

    String text(long offset) {
        return offset + " " + topicId;
    }

    /**
     * Takes in what the slot holds.
     *
     * @param read the mark, the failures, and the mark of the guard
     */
    void learn(int slot, List<byte @Nullable []> read) {
        String mark = read.get(0) == null ? "" : Wire.text(read.get(0));
        foreign.remove(slot);
        failures.remove(slot);
        guarded.set(slot, mark.isEmpty() && read.get(2) != null);
        if (mark.endsWith(" " + topicId)) {
            offsets[slot] = Long.parseLong(mark.substring(0, mark.indexOf(' ')));
            if (read.get(1) != null) {
                failures.put(slot, parse(Wire.text(read.get(1))));
            }
        } else {
            offsets[slot] = NONE;
            if (!mark.isEmpty()) {
                foreign.put(slot, mark);
            }
        }
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> failures = new LinkedHashMap<>();
        text.lines()
                .forEach(line ->
                        failures.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
        return failures;
    }

    /** Whether the slot has lost what it held when the guard's mark is not there any more. */
    boolean isGuarded(int slot) {
        return guarded.get(slot);
    }

    void advance(int slot, long offset) {
        guarded.clear(slot);
        foreign.remove(slot);
        offsets[slot] = offset;
    }

    /** Why a command failed that is applied, {@code null} when it did not. */
    @Nullable
    String failure(int slot, String id) {
        return failures.getOrDefault(slot, Map.of()).get(id);
    }

    void failed(int slot, String id, String message) {
        failures.computeIfAbsent(slot, unseen -> new LinkedHashMap<>()).put(id, message);
    }

    /** Whether failures are stored that nobody needs any more: all are of records below the offset. */
    boolean hasOnlyFailuresBelow(int slot, long offset) {
        if (foreign.containsKey(slot)) {
            return true;
        }
        Map<String, String> stored = failures.get(slot);
        return stored != null
                && stored.keySet().stream().allMatch(id -> Long.parseLong(id.substring(0, id.indexOf(':'))) < offset);
    }

    void forgetFailures(int slot) {
        failures.remove(slot);
    }
}

package io.rowcast.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.MapOutput;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where lanes go on: at the least of their checkpoints. Masters come and go and slots move between them, so the
 * checkpoints are looked for in every slot.
 */
final class ClusterAttach {
    private final ClusterNodes nodes;
    private final ClusterKeys names;
    private final SeenMarks seen;

    ClusterAttach(ClusterNodes nodes, ClusterKeys names, SeenMarks seen) {
        this.nodes = nodes;
        this.names = names;
        this.seen = seen;
    }

    Collection<ClusterLane> find(Collection<LaneId> ids) throws RedisAwayException {
        Map<String, ClusterLane> lanes = new LinkedHashMap<>();
        ids.forEach(id -> lanes.put(id.toString(), new ClusterLane(id, seen.of(id))));
        List<SlotCall<Map<byte[], byte[]>>> reads = new ArrayList<>(Slots.COUNT);
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            byte[] key = Wire.bytes(names.checkpoints(slot));
            reads.add(SlotCall.reading(
                    slot,
                    () -> Wire.command(
                            Wire.HGETALL,
                            new MapOutput<>(ByteArrayCodec.INSTANCE),
                            Wire.args().addKey(key))));
        }
        nodes.send(reads);
        nodes.settle(reads);
        for (var read : reads) {
            Wire.texts(read.answer()).forEach((lane, text) -> {
                if (lanes.containsKey(lane)) {
                    lanes.get(lane).checkpoints.put(read.slot, text);
                }
            });
        }
        for (ClusterLane lane : lanes.values()) {
            judge(lane);
        }
        return lanes.values();
    }

    private void judge(ClusterLane lane) throws RedisAwayException {
        List<Checkpoint> found =
                lane.checkpoints.values().stream().map(Checkpoint::parse).toList();
        found.stream().max(Comparator.comparingLong(Checkpoint::epoch)).ifPresent(newest -> {
            lane.owner = newest.owner();
            lane.epoch = newest.epoch();
        });
        lane.watermark = least(found);
        if (lostSeen(lane)) {
            lane.evidence = Held.Evidence.LOST;
        }
    }

    /** {@code null} when a slot is spoken of by none, so that nothing is known of it, or one is of another topic. */
    private static @Nullable Watermark least(List<Checkpoint> found) {
        BitSet covered = new BitSet(Slots.COUNT);
        Watermark least = null;
        for (Checkpoint checkpoint : found) {
            Watermark watermark = checkpoint.watermark();
            if (watermark == null || (least != null && !least.topicId().equals(watermark.topicId()))) {
                return null;
            }
            least = least == null || watermark.offset() < least.offset() ? watermark : least;
            covered.or(checkpoint.slots());
        }
        return covered.cardinality() == Slots.COUNT ? least : null;
    }

    /** Whether less is there than this process saw acknowledged; of what may be lost, what is there is looked at. */
    private boolean lostSeen(ClusterLane lane) throws RedisAwayException {
        SeenMarks.OfLane before = lane.seen;
        String topicId = before.topicId();
        Watermark watermark = lane.watermark;
        if (topicId == null || (watermark != null && !watermark.topicId().equals(topicId))) {
            return false;
        }
        long from = watermark == null ? 0 : watermark.offset();
        boolean lost = from < before.checkpoint();
        before.checkpoint(Math.min(from, before.checkpoint()));
        List<Integer> later = new ArrayList<>();
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            if (before.mark(slot) > from) {
                later.add(slot);
            }
        }
        SlotMarks marks = lane.marks(topicId);
        var reads = Checkpoints.marks(names, lane, later);
        nodes.send(reads);
        nodes.settle(reads);
        for (var read : reads) {
            marks.learn(read.slot, read.answer());
            lost |= marks.offset(read.slot) < before.mark(read.slot);
            before.mark(read.slot, Math.max(0, marks.offset(read.slot)));
        }
        return lost;
    }
}

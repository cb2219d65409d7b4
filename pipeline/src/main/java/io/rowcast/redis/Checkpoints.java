package io.rowcast.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores on every master of a Cluster how far lanes have come, which only their owner may. */
final class Checkpoints {
    private final ClusterNodes nodes;
    private final ClusterKeys names;

    Checkpoints(ClusterNodes nodes, ClusterKeys names) {
        this.nodes = nodes;
        this.names = names;
    }

    /** Makes {@code owner} the owner of the lanes, where nobody has touched their checkpoints since they were found. */
    boolean claim(List<ClusterLane> lanes, String owner) throws RedisAwayException {
        for (ClusterLane lane : lanes) {
            lane.owner = owner;
            lane.epoch++;
        }
        boolean found = store(lanes).isEmpty();
        if (found) {
            removeLeftOvers(lanes);
        }
        lanes.forEach(lane -> lane.claimed = found);
        return found;
    }

    /** Stores how far the lanes have come; one that is not as it was left has the owner that was found, or none. */
    void confirm(List<ClusterLane> lanes) throws RedisAwayException {
        Map<String, String> changed = store(lanes);
        for (ClusterLane lane : lanes) {
            String found = changed.get(lane.id.toString());
            if (found == null) {
                lane.seen.checkpoint(lane.watermark == null ? 0 : lane.watermark.offset());
            } else {
                String owner = found.isEmpty() ? null : Checkpoint.parse(found).owner();
                lane.owner = owner == null || owner.equals(lane.owner) ? null : owner;
                lane.claimed = false;
            }
        }
    }

    /** Returns, by lane, the checkpoints that were not as expected. */
    private Map<String, String> store(List<ClusterLane> lanes) throws RedisAwayException {
        List<SlotCall<List<byte[]>>> calls = new ArrayList<>();
        for (Topology.Master master : nodes.topology.masters()) {
            List<byte[]> replaced = new ArrayList<>();
            for (ClusterLane lane : lanes) {
                String next = checkpoint(lane, master).text();
                replaced.addAll(field(lane, lane.checkpoint(master.carrier()), next));
                lane.checkpoints.put(master.carrier(), next);
            }
            calls.add(replace(master.carrier(), names.checkpoints(master.carrier()), replaced));
        }
        return settled(calls);
    }

    private static Checkpoint checkpoint(ClusterLane lane, Topology.Master master) {
        return new Checkpoint(String.valueOf(lane.owner), lane.epoch, master.ranges(), lane.watermark);
    }

    /** Those of masters that were, which would hold the lanes back for ever. */
    private void removeLeftOvers(List<ClusterLane> lanes) throws RedisAwayException {
        Set<Integer> carriers = new LinkedHashSet<>();
        nodes.topology.masters().forEach(master -> carriers.add(master.carrier()));
        List<SlotCall<List<byte[]>>> calls = new ArrayList<>();
        for (ClusterLane lane : lanes) {
            lane.checkpoints.forEach((slot, text) -> {
                if (!carriers.contains(slot)) {
                    calls.add(replace(slot, names.checkpoints(slot), field(lane, text, "")));
                }
            });
            lane.checkpoints.keySet().retainAll(carriers);
        }
        settled(calls);
    }

    private static List<byte[]> field(ClusterLane lane, String expected, String next) {
        return List.of(Wire.bytes(lane.id.toString()), Wire.bytes(expected), Wire.bytes(next));
    }

    private static SlotCall<List<byte[]>> replace(int slot, String key, List<byte[]> fields) {
        return SlotCall.writing(slot, () -> {
            CommandArgs<byte[], byte[]> args =
                    Wire.args().add(SlotScript.REPLACE.sha1()).add(1).addKey(Wire.bytes(key));
            fields.forEach(args::add);
            return Wire.command(Wire.EVALSHA, new ValueListOutput<>(ByteArrayCodec.INSTANCE), args);
        });
    }

    /** Returns names and values of the fields that were not as expected. */
    private Map<String, String> settled(List<SlotCall<List<byte[]>>> calls) throws RedisAwayException {
        nodes.send(calls);
        nodes.settle(calls);
        Map<String, String> changed = new HashMap<>();
        for (var call : calls) {
            List<byte[]> pairs = call.answer();
            for (int i = 0; i < pairs.size(); i += 2) {
                changed.put(Wire.text(pairs.get(i)), Wire.text(pairs.get(i + 1)));
            }
        }
        return changed;
    }

    /** Calls that read the marks of slots. */
    static List<SlotCall<List<byte[]>>> marks(ClusterKeys names, ClusterLane lane, Collection<Integer> slots) {
        byte[] field = Wire.bytes(lane.id.toString());
        byte[] failures = Wire.bytes(lane.id + ":failures");
        byte[] guard = Wire.bytes(lane.guard().toString());
        List<SlotCall<List<byte[]>>> reads = new ArrayList<>(slots.size());
        for (int slot : slots) {
            byte[] key = Wire.bytes(names.marks(slot));
            reads.add(SlotCall.reading(
                    slot,
                    () -> Wire.command(
                            Wire.HMGET,
                            new ValueListOutput<>(ByteArrayCodec.INSTANCE),
                            Wire.args().addKey(key).add(field).add(failures).add(guard))));
        }
        return reads;
    }

    /**
     * Looks at the marks of slots, and behind them at the checkpoints that speak for the slots.
     *
     * @return false when those have changed
     */
    boolean learn(ClusterLane lane, SlotMarks marks, Collection<Integer> slots) throws RedisAwayException {
        var reads = marks(names, lane, slots);
        Set<Integer> carriers = new LinkedHashSet<>();
        slots.forEach(slot -> carriers.add(nodes.master(slot).carrier()));
        List<SlotCall<byte[]>> checks = new ArrayList<>();
        for (int carrier : carriers) {
            checks.add(SlotCall.reading(
                    carrier,
                    () -> Wire.command(
                            Wire.HGET,
                            new ValueOutput<>(ByteArrayCodec.INSTANCE),
                            Wire.args()
                                    .addKey(Wire.bytes(names.checkpoints(carrier)))
                                    .add(Wire.bytes(lane.id.toString())))));
        }
        List<SlotCall<?>> all = new ArrayList<>(reads);
        all.addAll(checks);
        nodes.send(all);
        nodes.settle(all);
        reads.forEach(read -> marks.learn(read.slot, read.answer()));
        return checks.stream().allMatch(check -> lane.checkpoint(check.slot).equals(text(check.answer())));
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "" : Wire.text(value);
    }

    /**
     * Moves the marks of all slots on.
     *
     * @return false when one was not as expected
     */
    boolean seal(ClusterLane lane, SlotMarks marks, long offset) throws RedisAwayException {
        List<Integer> unknown = new ArrayList<>();
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            if (!marks.knows(slot)) {
                unknown.add(slot);
            }
        }
        if (!learn(lane, marks, unknown)) {
            return false;
        }
        List<SlotCall<List<byte[]>>> calls = new ArrayList<>();
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            if (marks.offset(slot) < offset) {
                calls.add(replace(slot, names.marks(slot), field(lane, marks.text(slot), marks.text(offset))));
            }
        }
        if (!settled(calls).isEmpty()) {
            return false;
        }
        for (var call : calls) {
            marks.advance(call.slot, offset);
            lane.seen.mark(call.slot, offset);
        }
        return true;
    }

    /**
     * Stores notes on every master.
     *
     * @return false when a checkpoint of the lane was not as expected
     */
    boolean note(ClusterLane lane, String key, Map<String, String> notes) throws RedisAwayException {
        List<SlotCall<List<byte[]>>> calls = new ArrayList<>();
        for (Topology.Master master : nodes.topology.masters()) {
            int slot = master.carrier();
            calls.add(SlotCall.writing(slot, () -> {
                CommandArgs<byte[], byte[]> args = Wire.args()
                        .add(SlotScript.NOTE.sha1())
                        .add(2)
                        .addKey(Wire.bytes(names.checkpoints(slot)))
                        .addKey(Wire.bytes(ClusterKeys.part(key, slot)))
                        .add(Wire.bytes(lane.id.toString()))
                        .add(Wire.bytes(lane.checkpoint(slot)));
                notes.forEach((field, value) -> args.add(Wire.bytes(field)).add(Wire.bytes(value)));
                return Wire.command(Wire.EVALSHA, new ValueListOutput<>(ByteArrayCodec.INSTANCE), args);
            }));
        }
        return settled(calls).isEmpty();
    }
}

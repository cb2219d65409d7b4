package io.rowcast.redis;

import static io.rowcast.redis.Answers.await;

import io.lettuce.core.MapScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.rowcast.model.Command;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** A Redis Cluster, on which a batch is one call of a script for each lane and slot. */
final class ClusterSession implements RedisSession {
    private static final int SCAN_COUNT = 1000;
    private static final int HSCAN_COUNT = 500;

    private final ClusterNodes nodes;
    private final Capabilities can;
    private final SeenMarks seen;
    private final Map<LaneId, ClusterLane> lanes = new HashMap<>();

    ClusterSession(ClusterNodes nodes, Capabilities can, SeenMarks seen) {
        this.nodes = nodes;
        this.can = can;
        this.seen = seen;
    }

    /** Costs nothing for lanes that are claimed: every slot is looked at when something is applied to it. */
    @Override
    public Reply<Map<LaneId, Held>> watch(Map<LaneId, String> keys) {
        return () -> {
            Map<LaneId, String> unknown = new LinkedHashMap<>(keys);
            unknown.keySet().removeIf(lane -> lanes.containsKey(lane) && lane(lane).claimed);
            if (!unknown.isEmpty()) {
                new ClusterAttach(nodes, ClusterKeys.of(unknown), seen)
                        .find(unknown.keySet())
                        .forEach(lane -> lanes.put(lane.id, lane));
            }
            return held(keys.keySet());
        };
    }

    private Map<LaneId, Held> held(Collection<LaneId> ids) {
        Map<LaneId, Held> held = new LinkedHashMap<>();
        ids.forEach(id -> held.put(id, lane(id).held()));
        return held;
    }

    private ClusterLane lane(LaneId id) {
        ClusterLane lane = lanes.get(id);
        if (lane == null) {
            throw new IllegalStateException(id + " was not watched");
        }
        return lane;
    }

    private List<ClusterLane> lanes(Collection<LaneId> ids) {
        return ids.stream().map(this::lane).toList();
    }

    @Override
    public boolean claim(Map<LaneId, String> keys, String owner) throws RedisAwayException {
        return new Checkpoints(nodes, ClusterKeys.of(keys)).claim(lanes(keys.keySet()), owner);
    }

    /** Also stores how far the lanes have come. */
    @Override
    public Map<LaneId, Held> confirm(Map<LaneId, String> keys) throws RedisAwayException {
        if (keys.isEmpty()) {
            return Map.of();
        }
        List<ClusterLane> confirmed = lanes(keys.keySet());
        new Checkpoints(nodes, ClusterKeys.of(keys)).confirm(confirmed);
        return held(keys.keySet());
    }

    @Override
    public Reply<ExecReply> exec(Batch batch, Map<LaneId, String> keys, String owner) {
        try {
            ClusterKeys names = ClusterKeys.of(keys);
            List<SlotGroup> groups = groups(batch);
            if (!learn(groups, names)) {
                return () -> new ExecReply(true, List.of());
            }
            List<ExecReply.Failure> failures = new ArrayList<>();
            groups.forEach(group -> failures.addAll(group.skipApplied()));
            groups.removeIf(SlotGroup::isEmpty);
            List<SlotCall<List<byte[]>>> calls = new ArrayList<>(groups.size());
            for (SlotGroup group : groups) {
                group.aimAt(batch.watermarks().get(group.lane.id));
                calls.add(group.call(names.marks(group.slot), can));
            }
            nodes.send(calls);
            return () -> applied(batch, groups, calls, failures);
        } catch (RedisAwayException e) {
            return () -> {
                throw e;
            };
        }
    }

    private List<SlotGroup> groups(Batch batch) {
        Map<LaneId, Map<Integer, SlotGroup>> groups = new LinkedHashMap<>();
        List<Command> commands = batch.commands();
        for (int i = 0; i < batch.origins().size(); i++) {
            Origin origin = batch.origins().get(i);
            int end =
                    i + 1 < batch.origins().size() ? batch.origins().get(i + 1).firstCommand() : commands.size();
            Map<Integer, SlotGroup> slots = groups.computeIfAbsent(origin.lane(), unseen -> new LinkedHashMap<>());
            for (int index = origin.firstCommand(); index < end; index++) {
                Command command = commands.get(index);
                int slot = Slots.of(command.besides() == null ? command.key() : command.besides());
                slots.computeIfAbsent(slot, unseen -> new SlotGroup(lane(origin.lane()), origin.topicId(), slot))
                        .add(command, key(command, slot), index, origin);
            }
        }
        List<SlotGroup> all = new ArrayList<>();
        groups.values().forEach(slots -> all.addAll(slots.values()));
        return all;
    }

    private static String key(Command command, int slot) {
        return command.besides() == null ? command.key() : ClusterKeys.part(command.key(), slot);
    }

    /**
     * Looks at the marks of slots that the session has not met before. They speak for what a checkpoint says of them, so that
     * is looked at too, behind them on the same connection.
     *
     * @return false when a checkpoint has changed
     */
    private boolean learn(List<SlotGroup> groups, ClusterKeys names) throws RedisAwayException {
        Map<SlotMarks, List<SlotGroup>> unknown = new LinkedHashMap<>();
        for (SlotGroup group : groups) {
            if (!group.marks().knows(group.slot)) {
                unknown.computeIfAbsent(group.marks(), unseen -> new ArrayList<>())
                        .add(group);
            }
        }
        boolean same = true;
        for (var lane : unknown.entrySet()) {
            List<Integer> slots =
                    lane.getValue().stream().map(group -> group.slot).toList();
            same &= new Checkpoints(nodes, names).learn(lane.getValue().get(0).lane, lane.getKey(), slots);
        }
        return same;
    }

    private ExecReply applied(
            Batch batch, List<SlotGroup> groups, List<SlotCall<List<byte[]>>> calls, List<ExecReply.Failure> failures)
            throws RedisAwayException {
        nodes.settle(calls);
        boolean refused = false;
        for (int i = 0; i < groups.size(); i++) {
            refused |= !groups.get(i).applied(calls.get(i).answer(), failures);
        }
        if (refused) {
            return new ExecReply(true, List.of());
        }
        nodes.requireReplicas(calls);
        batch.watermarks().forEach((id, watermark) -> {
            lane(id).marks(watermark.topicId());
            lane(id).watermark = watermark;
        });
        return new ExecReply(false, Probe.explained(failures, batch.commands(), can));
    }

    /** Slot by slot, each of which knows how the attempt ended there; the mark comes last. */
    @Override
    public ExecReply replay(Letter letter, Map<LaneId, String> keys, String owner) throws RedisAwayException {
        ClusterKeys names = ClusterKeys.of(keys);
        Origin origin = new Origin(letter.lane(), letter.topicId(), letter.offset(), 0);
        List<SlotGroup> groups = groups(new Batch(letter.commands(), List.of(origin), Map.of()));
        if (!learn(groups, names)) {
            return new ExecReply(true, List.of());
        }
        String attempt = letter.attempt() + "@" + letter.topicId();
        List<SlotCall<List<byte[]>>> calls = new ArrayList<>(groups.size());
        groups.forEach(group -> calls.add(group.letterCall(names.marks(group.slot), can, attempt)));
        nodes.send(calls);
        nodes.settle(calls);
        List<ExecReply.Failure> failures = new ArrayList<>();
        boolean refused = false;
        for (int i = 0; i < groups.size(); i++) {
            refused |= !groups.get(i).applied(calls.get(i).answer(), attempt, failures);
        }
        if (refused) {
            return new ExecReply(true, List.of());
        }
        failures.sort(Comparator.comparingInt(ExecReply.Failure::command));
        Batch mark = new Batch(List.of(letter.mark(failures)), List.of(origin), Map.of());
        return new ExecReply(
                exec(mark, keys, owner).await().refused(), Probe.explained(failures, letter.commands(), can));
    }

    /** There are none: what failed is stored in each slot, and reported when the same commands come again. */
    @Override
    public Map<String, String> refused(LaneId lane, String key, String topicId) {
        return Map.of();
    }

    @Override
    public boolean seal(LaneId id, Map<LaneId, String> keys, String topicId, long offset) throws RedisAwayException {
        ClusterLane lane = lane(id);
        return new Checkpoints(nodes, ClusterKeys.of(keys)).seal(lane, lane.marks(topicId), offset);
    }

    @Override
    public List<Map<String, String>> notes(String key) throws RedisAwayException {
        List<Map<String, String>> notes = new ArrayList<>();
        for (Topology.Master master : nodes.topology.masters()) {
            byte[] copy = Wire.bytes(ClusterKeys.part(key, master.carrier()));
            notes.add(Wire.texts(await(nodes.connection(master).async().hgetall(copy))));
        }
        return notes;
    }

    @Override
    public boolean note(LaneId id, Map<LaneId, String> keys, String owner, String key, Map<String, String> notes)
            throws RedisAwayException {
        return new Checkpoints(nodes, ClusterKeys.of(keys)).note(lane(id), key, notes);
    }

    @Override
    public List<String> missingRights(String key) throws RedisAwayException {
        Set<String> missing = new TreeSet<>();
        for (Topology.Master master : nodes.topology.masters()) {
            missing.addAll(await(Rights.missing(nodes.connection(master), key).toCompletableFuture()));
        }
        return List.copyOf(missing);
    }

    @Override
    public Map<String, String> missingRightsOfDefault(String key) throws RedisAwayException {
        Map<String, String> missing = new LinkedHashMap<>();
        for (Topology.Master master : nodes.topology.masters()) {
            await(Rights.missingOfDefault(nodes.connection(master), key).toCompletableFuture())
                    .ifPresent(found -> missing.put(master.address(), found));
        }
        return missing;
    }

    @Override
    public Map<String, Map<String, String>> info(String section) throws RedisAwayException {
        Map<String, Map<String, String>> facts = new LinkedHashMap<>();
        for (Topology.Master master : nodes.topology.masters()) {
            facts.put(
                    master.address(),
                    Wire.facts(await(nodes.connection(master).async().info(section))));
        }
        return facts;
    }

    /** Of all parts of the hash, one after the other. */
    @Override
    public Map<String, Map<String, String>> hashes(Collection<String> keys) throws RedisAwayException {
        Map<String, Future<Map<byte[], byte[]>>> replies = new LinkedHashMap<>();
        keys.forEach(key -> replies.put(
                key, nodes.connection(nodes.master(Slots.of(key))).async().hgetall(Wire.bytes(key))));
        Map<String, Map<String, String>> hashes = new LinkedHashMap<>();
        for (var reply : replies.entrySet()) {
            hashes.put(reply.getKey(), Wire.texts(await(reply.getValue())));
        }
        return hashes;
    }

    @Override
    public HashPages pages(String key) throws RedisAwayException {
        List<String> parts = parts(key);
        return new HashPages() {
            private int part;
            private ScanCursor cursor = ScanCursor.INITIAL;

            @Override
            public boolean hasNext() {
                return part < parts.size();
            }

            @Override
            public Map<String, String> next() throws RedisAwayException {
                String name = parts.get(part);
                MapScanCursor<byte[], byte[]> page = await(nodes.connection(nodes.master(Slots.of(name)))
                        .async()
                        .hscan(Wire.bytes(name), cursor, ScanArgs.Builder.limit(HSCAN_COUNT)));
                cursor = page.isFinished() ? ScanCursor.INITIAL : page;
                part += page.isFinished() ? 1 : 0;
                return Wire.texts(page.getMap());
            }
        };
    }

    private List<String> parts(String key) throws RedisAwayException {
        Set<String> parts = new LinkedHashSet<>();
        Pages found = scan(literal(key) + ":{*}", part -> true);
        while (found.hasNext()) {
            parts.addAll(found.next());
        }
        return List.copyOf(parts);
    }

    private static String literal(String key) {
        return key.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
    }

    @Override
    public Pages scan(String pattern, Predicate<String> owned) throws RedisAwayException {
        return new ClusterScan(nodes, ScanArgs.Builder.limit(SCAN_COUNT).match(pattern), owned);
    }

    @Override
    public List<ExecReply.Failure> probe(Collection<Command> commands) throws RedisAwayException {
        List<CompletionStage<Optional<String>>> answers = new ArrayList<>();
        for (Command command : commands) {
            int slot = Slots.of(command.key());
            answers.add(Probe.of(command, can, nodes.connection(nodes.master(slot))));
        }
        return Probe.failures(answers);
    }

    @Override
    public boolean isOpen() {
        return nodes.isOpen();
    }

    @Override
    public void close() {
        nodes.close();
    }
}

package io.rowcast.writer;

import io.rowcast.redis.LaneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The lanes of this writer: which there are, and which of them rest. A lane that rests gets no records. */
final class Lanes {
    private final Consumer<byte[], byte[]> consumer;
    private final Acknowledged acknowledged;
    private final StoppedTables stoppedTables;
    private final Map<TopicPartition, Lane> lanes = new HashMap<>();

    /** Those that rest until their watermark is read. */
    private final Set<Lane> detached = new LinkedHashSet<>();

    /** Those that rest until their announcement is acted on. */
    private final Set<Lane> waiting = new LinkedHashSet<>();

    /** Those that get records and apply none. */
    private final Set<Lane> stopped = new LinkedHashSet<>();

    Lanes(Consumer<byte[], byte[]> consumer, Acknowledged acknowledged, StoppedTables stoppedTables) {
        this.consumer = consumer;
        this.acknowledged = acknowledged;
        this.stoppedTables = stoppedTables;
    }

    /** Takes up a lane, which rests until it is attached. */
    void add(Lane lane) {
        lanes.put(lane.partition, lane);
        detached.add(lane);
        consumer.pause(Set.of(lane.partition));
        // A paused partition must have a position all the same; attaching gives the right one.
        consumer.seekToBeginning(Set.of(lane.partition));
    }

    void remove(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Lane lane = lanes.remove(partition);
            if (lane != null) {
                detached.remove(lane);
                waiting.remove(lane);
                stopped.remove(lane);
                acknowledged.disown(lane.id);
                stoppedTables.remove(lane.id);
            }
        }
    }

    Lane of(TopicPartition partition) {
        Lane lane = lanes.get(partition);
        if (lane == null) {
            throw new IllegalStateException("a record of " + partition + ", which is not assigned");
        }
        return lane;
    }

    /** Whether the lane is one of this writer's: not a former one of the same partition. */
    boolean contains(Lane lane) {
        return lanes.get(lane.partition) == lane;
    }

    /** No records of the lanes are polled until {@link #feed}. */
    void starve(Collection<Lane> full) {
        consumer.pause(full.stream().map(lane -> lane.partition).toList());
    }

    /** Lanes that were kept from getting records get some again, but for those that rest for another reason by now. */
    void feed(Collection<Lane> full) {
        consumer.resume(full.stream()
                .filter(lane -> contains(lane) && lane.attached() && !waiting.contains(lane))
                .map(lane -> lane.partition)
                .toList());
    }

    Collection<Lane> attached() {
        return lanes.values().stream().filter(Lane::attached).toList();
    }

    List<Lane> detached() {
        return List.copyOf(detached);
    }

    boolean anyDetached() {
        return !detached.isEmpty();
    }

    /** The connection is gone: no lane knows any more what Redis holds. */
    void detachAll() {
        lanes.values().forEach(Lane::detach);
        detached.addAll(lanes.values());
        waiting.clear();
        stopped.clear();
        consumer.pause(lanes.keySet());
    }

    /** The lane knows what Redis holds, and reads on from there. */
    void attached(Lane lane, long position) {
        detached.remove(lane);
        stoppedTables.remove(lane.id);
        goOn(lane, position);
    }

    /** The lane rests at an announcement; its records from there on are polled again. */
    void waitAt(Lane lane, Barrier barrier) {
        lane.waitAt(barrier);
        waiting.add(lane);
        rest(lane, barrier.offset());
    }

    /** The lane rests at a request about its dead letters until it is answered; also when it is stopped before that. */
    void waitFor(Lane lane, LetterWork work) {
        lane.waitFor(work);
        waiting.add(lane);
        rest(lane, work.offset());
    }

    /** The request was answered: the lane goes on behind it, or looks again at the record that it was stopped at. */
    void endWork(Lane lane, LetterWork work) {
        lane.endWork(work);
        waiting.remove(lane);
        if (lane.stopped()) {
            tryAgain(lane);
        } else {
            goOn(lane, work.offset() + 1);
        }
    }

    List<Lane> waiting() {
        return List.copyOf(waiting);
    }

    boolean anyWaiting() {
        return !waiting.isEmpty();
    }

    /** The lane's announcement was acted on. */
    void passBarrier(Lane lane, long next) {
        lane.passBarrier();
        waiting.remove(lane);
        goOn(lane, next);
    }

    /** A record of the lane cannot be mapped as the mapping files are: nothing is applied from there on. */
    void stopAt(Lane lane, long offset, String reason) {
        stopped.add(lane);
        lane.stop(true);
        stoppedTables.add(lane.id, lane.table.id, offset, reason);
    }

    List<Lane> stopped() {
        return List.copyOf(stopped);
    }

    /** The lane has come to a record that it goes on with. */
    void endStop(Lane lane) {
        stopped.remove(lane);
        lane.stop(false);
        stoppedTables.remove(lane.id);
    }

    /** The lane looks again at the record that it was stopped at. */
    void tryAgain(Lane lane) {
        endStop(lane);
        goOn(lane, lane.applied());
    }

    /** Looks whether a lane has come to the end of its topic in search of a reset; all that was polled is taken. */
    void requireResets() {
        for (Lane lane : lanes.values()) {
            String missing = lane.missing();
            if (lane.attached()
                    && missing != null
                    && consumer.currentLag(lane.partition).orElse(1) == 0) {
                throw new HaltException(
                        missing + ". Redis cannot be built from what is left. To take a new snapshot, stop"
                                + " Rowcast and run: rowcast recover");
            }
        }
    }

    private void rest(Lane lane, long offset) {
        consumer.pause(Set.of(lane.partition));
        consumer.seek(lane.partition, offset);
    }

    private void goOn(Lane lane, long offset) {
        consumer.seek(lane.partition, offset);
        consumer.resume(Set.of(lane.partition));
    }

    static Map<LaneId, String> keys(Collection<Lane> lanes) {
        Map<LaneId, String> keys = new LinkedHashMap<>();
        lanes.forEach(lane -> keys.put(lane.id, lane.watermarkKey));
        return keys;
    }

    /** Offsets of all attached lanes, by partition, as the tables of the status page show them. */
    Map<String, Long> offsets() {
        Map<String, Long> offsets = new TreeMap<>();
        attached().forEach(lane -> offsets.put(lane.id.toString(), lane.applied()));
        return offsets;
    }
}

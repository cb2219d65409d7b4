package io.rowcast.writer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The records that were polled and are in no batch yet. */
final class RecordQueue {
    private final Lanes lanes;
    private final Throttle throttle;
    private final RecordTraces traces;
    private final Deque<Run> runs = new ArrayDeque<>();

    /** Applied by a writer that may have died before it saw the replies; so far of each lane. */
    private final Map<Lane, List<ConsumerRecord<byte[], byte[]>>> applied = new LinkedHashMap<>();

    RecordQueue(Lanes lanes, Throttle throttle, RecordTraces traces) {
        this.lanes = lanes;
        this.throttle = throttle;
        this.traces = traces;
    }

    void add(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            Lane lane = lanes.of(partition);
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            int first = 0;
            while (first < records.size() && records.get(first).offset() < lane.applied()) {
                first++;
            }
            if (first > 0) {
                applied.computeIfAbsent(lane, any -> new ArrayList<>()).addAll(records.subList(0, first));
            }
            if (first < records.size()) {
                traces.polled(lane);
                runs.add(new Run(lane, records.subList(first, records.size())));
            }
        }
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** The first run that may go on, and is behind no other of its lane. */
    @Nullable
    Run ready() {
        Set<Lane> passed = new HashSet<>();
        for (Run run : runs) {
            if (passed.add(run.lane) && throttle.untilOpen(run.lane).isZero()) {
                return run;
            }
        }
        return null;
    }

    /** Whether a record may be taken now. */
    boolean isReady() {
        return ready() != null;
    }

    /** How long it takes until one of the records here may be taken; no longer than asked. */
    Duration untilReady(Duration most) {
        return runs.stream()
                .map(run -> throttle.untilOpen(run.lane))
                .filter(wait -> wait.compareTo(most) < 0)
                .min(Comparator.naturalOrder())
                .orElse(most);
    }

    /** The lanes of which records are here. */
    Set<Lane> lanes() {
        return runs.stream().map(run -> run.lane).collect(Collectors.toSet());
    }

    /** Forgets the records of lanes that are not this writer's any more. */
    void dropGone() {
        runs.removeIf(run -> !lanes.contains(run.lane));
        applied.keySet().removeIf(lane -> !lanes.contains(lane));
    }

    void clear() {
        runs.clear();
        applied.clear();
    }

    /**
     * The records of a lane that are below its watermark, and so in none of the batches here, once all of them were polled;
     * {@code null} when there are none.
     */
    @Nullable
    Run pollApplied() {
        for (Lane lane : applied.keySet()) {
            List<ConsumerRecord<byte[], byte[]>> records = applied.getOrDefault(lane, List.of());
            if (records.get(records.size() - 1).offset() + 1 >= lane.applied()) {
                applied.remove(lane);
                return new Run(lane, records);
            }
        }
        return null;
    }

    /** The rest of the lane's records are polled again when the lane goes on. */
    void drop(Lane lane) {
        runs.removeIf(run -> run.lane == lane);
    }

    void remove(Run run) {
        runs.remove(run);
    }
}

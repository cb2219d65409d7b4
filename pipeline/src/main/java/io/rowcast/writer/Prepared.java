package io.rowcast.writer;

import io.rowcast.model.Command;
import io.rowcast.redis.Batch;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.Origin;
import io.rowcast.redis.Watermark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A batch in the making: the commands of a run of records, and which record each command came from. */
final class Prepared {
    /** The row changes of a batch: enough to make a round trip cheap, few enough to keep Redis responsive. */
    private static final int MAX_ROWS = 500;

    /** The record bytes of a batch, for the same reason. */
    private static final int MAX_BYTES = 1 << 20;

    private final List<Command> commands = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();
    private final Map<Lane, Long> next = new LinkedHashMap<>();
    private final Map<Lane, Integer> rows = new LinkedHashMap<>();
    private final List<Instant> commits = new ArrayList<>();
    private int records;
    private int bytes;

    /** A record, and where in the list of commands its own begin. */
    private record Source(Lane lane, ConsumerRecord<byte[], byte[]> record, int firstCommand) {}

    List<Command> commands() {
        return commands;
    }

    boolean isEmpty() {
        return next.isEmpty();
    }

    boolean isFull() {
        return records >= MAX_ROWS || bytes >= MAX_BYTES;
    }

    /** Says that the commands from {@code firstCommand} on are those of this record. */
    void add(Lane lane, ConsumerRecord<byte[], byte[]> record, int firstCommand) {
        if (commands.size() > firstCommand) {
            sources.add(new Source(lane, record, firstCommand));
            origins.add(new Origin(lane.id, lane.topicId, record.offset(), firstCommand));
        }
        rows.merge(lane, 1, Integer::sum);
        pass(lane, record);
    }

    /** The row changes of each lane. */
    Map<Lane, Integer> rows() {
        return rows;
    }

    /** The record is dealt with when this batch is applied, without a command of its own. */
    void pass(Lane lane, ConsumerRecord<byte[], byte[]> record) {
        next.put(lane, record.offset() + 1);
        records++;
        bytes += record.serializedValueSize();
    }

    /** A change from the binlog, whose latency is of interest. */
    void committedAt(Instant commit) {
        commits.add(commit);
    }

    List<Instant> commits() {
        return commits;
    }

    int records() {
        return records;
    }

    Map<Lane, Long> next() {
        return next;
    }

    Map<LaneId, String> keys() {
        Map<LaneId, String> keys = new LinkedHashMap<>();
        next.keySet().forEach(lane -> keys.put(lane.id, lane.watermarkKey));
        return keys;
    }

    Batch batch() {
        Map<LaneId, Watermark> watermarks = new LinkedHashMap<>();
        next.forEach((lane, offset) -> watermarks.put(lane.id, lane.watermarkAt(offset)));
        return new Batch(commands, origins, watermarks);
    }

    /** The record that a command came from. */
    ConsumerRecord<byte[], byte[]> recordOf(int command) {
        return source(command).record();
    }

    Lane laneOf(int command) {
        return source(command).lane();
    }

    private Source source(int command) {
        int low = 0;
        int high = sources.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (sources.get(middle).firstCommand() <= command) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return sources.get(low);
    }
}

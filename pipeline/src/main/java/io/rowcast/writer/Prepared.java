package io.rowcast.writer;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import io.rowcast.redis.Batch;
import io.rowcast.redis.ExecReply;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.Origin;
import io.rowcast.redis.Watermark;
import io.rowcast.trace.ChangeSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private final Map<Lane, Long> newest = new LinkedHashMap<>();
    private final Map<Lane, Integer> rows = new LinkedHashMap<>();
    private final List<Instant> commits = new ArrayList<>();
    private final List<Traced> traced = new ArrayList<>();
    private int records;
    private int bytes;

    /** Where the commands of rows end, and those begin that mark dead letters; -1 when there are none. */
    private int marksFrom = -1;

    /** A record, and where in the list of commands its own begin. */
    private record Source(Lane lane, ConsumerRecord<byte[], byte[]> record, int firstCommand) {}

    /** A record whose change is traced. */
    private record Traced(ConsumerRecord<byte[], byte[]> record, ChangeSpan span) {}

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
        newest.put(lane, record.timestamp());
        records++;
        bytes += record.serializedValueSize();
    }

    /** The trace of a record here, which is dealt with when the batch is applied. */
    void traced(ConsumerRecord<byte[], byte[]> record, ChangeSpan span) {
        traced.add(new Traced(record, span));
    }

    /** The replies to all commands were seen, and what failed lies in the dead letters. */
    void endTraces(List<FailedRecord> failed, Instant now) {
        for (Traced each : traced) {
            if (failed.stream().anyMatch(record -> record.record() == each.record())) {
                each.span().deadLettered();
            }
            each.span().end(now);
        }
    }

    /** When the last record of each lane came into Kafka, in milliseconds of the epoch. */
    Map<Lane, Long> newest() {
        return newest;
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

    /** Adds the commands that mark dead letters among the records; after those of the rows. */
    void mark(Map<Lane, List<Command>> marks) {
        if (!marks.isEmpty()) {
            marksFrom = commands.size();
            marks.forEach((lane, own) -> {
                long last = next.getOrDefault(lane, lane.applied()) - 1;
                origins.add(new Origin(lane.id, lane.topicId, last, commands.size()));
                commands.addAll(own);
            });
        }
    }

    private int rowCommands() {
        return marksFrom < 0 ? commands.size() : marksFrom;
    }

    /** The records of which a command failed, in order. A repair that came to nothing is no loss: whoever asked looks again. */
    List<FailedRecord> failed(List<ExecReply.Failure> failures) {
        Map<String, Integer> replaced = replaced(failures);
        Map<Integer, Map<Integer, String>> bySource = new TreeMap<>();
        for (ExecReply.Failure failure : failures) {
            if (failure.command() >= rowCommands()) {
                throw new HaltException(
                        "a key that Rowcast keeps for itself was changed by somebody else: " + failure.message() + " ("
                                + commands.get(failure.command()).key() + ")");
            }
            if (replaced.getOrDefault(commands.get(failure.command()).key(), -1) < failure.command()) {
                int source = source(failure.command());
                bySource.computeIfAbsent(source, any -> new TreeMap<>())
                        .put(failure.command() - sources.get(source).firstCommand(), failure.message());
            }
        }
        return bySource.entrySet().stream()
                .filter(entry -> sources.get(entry.getKey()).record().value() != null)
                .map(entry -> failed(entry.getKey(), entry.getValue()))
                .toList();
    }

    private FailedRecord failed(int source, Map<Integer, String> messages) {
        Source from = sources.get(source);
        int end = source + 1 < sources.size() ? sources.get(source + 1).firstCommand() : rowCommands();
        return new FailedRecord(from.lane(), from.record(), commands.subList(from.firstCommand(), end), messages);
    }

    /** By key the last command that removed or set the whole of it: what failed on the key before is of no account. */
    private Map<String, Integer> replaced(List<ExecReply.Failure> failures) {
        Set<Integer> failed = new HashSet<>();
        failures.forEach(failure -> failed.add(failure.command()));
        Map<String, Integer> replaced = new HashMap<>();
        for (int i = 0; i < commands.size() && !failures.isEmpty(); i++) {
            Verb verb = commands.get(i).verb();
            if ((verb == Verb.UNLINK || verb == Verb.SET) && !failed.contains(i)) {
                replaced.put(commands.get(i).key(), i);
            }
        }
        return replaced;
    }

    /** Index of the source that a command came from. */
    private int source(int command) {
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
        return low;
    }
}

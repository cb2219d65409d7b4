package io.rowcast.writer;

import io.rowcast.mapping.UnmappableRowException;
import io.rowcast.model.Change;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowState;
import io.rowcast.model.TableReset;
import io.rowcast.topic.Control;
import io.rowcast.topic.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records that were polled and are in no batch yet, and the way from a record to its commands. Records that cannot
 * be decoded or mapped go to the dead letters here.
 */
final class RecordQueue {
    private static final Logger LOG = LoggerFactory.getLogger(RecordQueue.class);

    private final Lanes lanes;
    private final DeadLetters deadLetters;
    private final TimeLeft timeLeft;
    private final Deque<Run> runs = new ArrayDeque<>();

    /** Applied by a writer that may have died before it saw the replies. */
    private final Deque<Run> applied = new ArrayDeque<>();

    RecordQueue(Lanes lanes, DeadLetters deadLetters, Clock clock) {
        this.lanes = lanes;
        this.deadLetters = deadLetters;
        this.timeLeft = new TimeLeft(clock);
    }

    void add(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            Lane lane = lanes.of(partition);
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            int first = 0;
            while (first < records.size() && records.get(first).offset() < lane.applied()) {
                first++;
            }
            add(applied, new Run(lane, records.subList(0, first)));
            add(runs, new Run(lane, records.subList(first, records.size())));
        }
    }

    private static void add(Deque<Run> to, Run run) {
        if (!run.isEmpty()) {
            to.add(run);
        }
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    void clear() {
        runs.clear();
        applied.clear();
    }

    /** The next of the polled records that are below the watermark of their lane, and so in none of the batches here. */
    @Nullable
    Run pollApplied() {
        return applied.poll();
    }

    /**
     * The next batch, which ends early before an announcement: its lane then waits at it. Empty when nothing but that
     * is there. The dead letters among the records are stored when this returns.
     */
    Prepared next() {
        Prepared batch = new Prepared();
        boolean goesOn = true;
        while (goesOn && !runs.isEmpty() && !batch.isFull()) {
            Run run = runs.element();
            goesOn = take(run.lane, run.take(), batch);
            if (run.isEmpty()) {
                runs.remove(run);
            }
        }
        deadLetters.flush();
        return batch;
    }

    /** Returns whether the batch may go on after the record. */
    private boolean take(Lane lane, ConsumerRecord<byte[], byte[]> record, Prepared batch) {
        if (lane.stopped()) {
            return lookAhead(lane, record);
        }
        if (lane.missing() != null && !isReset(lane, record)) {
            return true;
        }
        int firstCommand = batch.commands().size();
        try {
            MappedVersion version = lane.version(record);
            Intake.Step step = version.intake().take(lane, record);
            if (step instanceof Intake.Step.Apply row) {
                if (!resetIsMissing(lane, batch, record)) {
                    map(version, row.change(), batch);
                    if (row.change() instanceof RowChange change) {
                        timeLeft.shorten(batch.commands(), firstCommand, change.committed());
                    }
                    batch.add(lane, record, firstCommand);
                }
            } else if (step instanceof Intake.Step.Wait announcement) {
                if (!(announcement.barrier().announcement() instanceof TableReset)
                        && resetIsMissing(lane, batch, record)) {
                    return true;
                }
                partitions(record).ifPresent(announced -> lane.partitions = announced);
                lane.foundReset();
                waitAt(lane, announcement.barrier());
                return false;
            } else {
                batch.pass(lane, record);
            }
        } catch (UndecodableException | UnmappableRowException e) {
            if (!resetIsMissing(lane, batch, record)) {
                deadLetters.add(lane.table.id, record, String.valueOf(e.getMessage()));
                batch.pass(lane, record);
            }
        } catch (TableStoppedException e) {
            lanes.stopAt(lane, record.offset(), String.valueOf(e.getMessage()));
        }
        return true;
    }

    /**
     * A stopped lane goes on at the next reset that can be mapped: what stands before it would be removed there anyway.
     * So a mapping that fits the table as it is now need not fit what it was before.
     */
    private boolean lookAhead(Lane lane, ConsumerRecord<byte[], byte[]> record) {
        try {
            boolean announcement = record.headers().lastHeader(Control.GENERATION) != null;
            if (announcement && lane.version(record).intake().look(record) instanceof TableReset reset) {
                LOG.atWarn()
                        .addKeyValue("table", lane.table.id)
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .log("the stopped table goes on where it begins anew; the rows before that are not needed");
                lanes.endStop(lane);
                waitAt(lane, new Barrier(reset, record.offset(), record.offset() + 1, null));
                return false;
            }
        } catch (TableStoppedException | UndecodableException e) {
            // The lane stays where it is stopped, for the reason that it gave there.
        }
        return true;
    }

    /** Stopped lanes look at their record again, as something is known now that was not then. */
    void tryStopped() {
        for (Lane lane : lanes.stopped()) {
            dropRest(lane);
            lanes.tryAgain(lane);
        }
    }

    private void waitAt(Lane lane, Barrier barrier) {
        lanes.waitAt(lane, barrier);
        dropRest(lane);
    }

    /** The rest of the lane's records are polled again when the lane goes on. */
    private void dropRest(Lane lane) {
        runs.removeIf(run -> run.lane == lane);
    }

    /** Appends what a change of a row makes. */
    static void map(MappedVersion version, Change change, Prepared batch) throws UnmappableRowException {
        if (change instanceof RowState state) {
            version.mapping().apply(state, batch.commands());
        } else if (change instanceof RowChange row) {
            version.mapping().apply(row, batch.commands());
            if (!row.snapshot()) {
                batch.committedAt(row.committed());
            }
        }
    }

    /** Without a watermark, only a reset tells that what follows is the whole table: up to one, records are passed over. */
    private static boolean resetIsMissing(Lane lane, Prepared batch, ConsumerRecord<byte[], byte[]> record) {
        if (lane.table.beginsWithReset()
                && lane.resetExpected()
                && !batch.next().containsKey(lane)) {
            lane.seekReset("Redis holds no watermark of " + lane.id
                    + ", and the topic does not begin with a snapshot any more: expected a reset first, found a row at offset "
                    + record.offset());
            return true;
        }
        return false;
    }

    private static boolean isReset(Lane lane, ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.headers().lastHeader(Control.GENERATION) != null
                    && lane.version(record).intake().look(record) instanceof TableReset;
        } catch (TableStoppedException | UndecodableException e) {
            return false; // said where the lane comes to it in order
        }
    }

    /** In how many partitions an announcement stands, as far as it says. */
    private static Optional<Integer> partitions(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(record.headers().lastHeader(Control.PARTITIONS))
                .map(header -> Integer.parseInt(new String(header.value(), StandardCharsets.UTF_8)));
    }
}

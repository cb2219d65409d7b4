package io.rowcast.writer;

import io.rowcast.mapping.UnmappableRowException;
import io.rowcast.model.Change;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowState;
import io.rowcast.model.TableReset;
import io.rowcast.topic.Control;
import io.rowcast.topic.RepairRequest;
import io.rowcast.topic.SourceProgress;
import io.rowcast.topic.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from the queue's records to the commands of a batch. Records that cannot be decoded or mapped go to the dead letters
 * here.
 */
final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private final RecordQueue queue;
    private final Lanes lanes;
    private final DeadLetters deadLetters;
    private final Throttle throttle;
    private final TimeLeft timeLeft;
    private final RecordTraces traces;

    Preparation(
            RecordQueue queue,
            Lanes lanes,
            DeadLetters deadLetters,
            Throttle throttle,
            RecordTraces traces,
            Clock clock) {
        this.queue = queue;
        this.lanes = lanes;
        this.deadLetters = deadLetters;
        this.throttle = throttle;
        this.traces = traces;
        this.timeLeft = new TimeLeft(clock);
    }

    /**
     * The next batch, which ends early before an announcement: its lane then waits at it. Empty when nothing but that
     * is there. The dead letters among the records are stored when this returns.
     */
    Prepared next() {
        Prepared batch = new Prepared();
        boolean goesOn = true;
        Run run = queue.ready();
        while (run != null && goesOn && !batch.isFull()) {
            goesOn = take(run.lane, run.take(), batch);
            if (run.isEmpty()) {
                queue.remove(run);
                run = queue.ready();
            } else if (!throttle.untilOpen(run.lane).isZero()) {
                run = queue.ready();
            }
        }
        batch.mark(deadLetters.flush());
        return batch;
    }

    /** Returns whether the batch may go on after the record. */
    private boolean take(Lane lane, ConsumerRecord<byte[], byte[]> record, Prepared batch) {
        Optional<LetterWork> work = LetterWork.of(record);
        if (work.isPresent()) {
            return begin(lane, work.get());
        }
        if (lane.stopped()) {
            return lookAhead(lane, record);
        }
        if (lane.missing() != null && !isReset(lane, record)) {
            return true;
        }
        SourceProgress before = lane.progress();
        try {
            return takeNext(lane, record, batch);
        } catch (TableStoppedException e) {
            lane.progress(before);
            lanes.stopAt(lane, record.offset(), String.valueOf(e.getMessage()));
            return true;
        }
    }

    /**
     * A stopped lane answers what it has not answered yet: it may be what lets the lane go on. Before the first reset of a
     * topic no letter can wait.
     */
    private boolean begin(Lane lane, LetterWork work) {
        boolean beforeReset = lane.missing() != null || (lane.table.beginsWithReset() && lane.resetExpected());
        if (beforeReset || (lane.stopped() && lane.answered(work.offset()))) {
            return true;
        }
        lanes.waitFor(lane, work);
        queue.drop(lane);
        return false;
    }

    private boolean takeNext(Lane lane, ConsumerRecord<byte[], byte[]> record, Prepared batch)
            throws TableStoppedException {
        MappedVersion version = lane.version(record);
        try {
            Optional<RepairRequest> repair =
                    record.value() == null ? RepairRequest.of(record.headers()) : Optional.empty();
            if (repair.isPresent()) {
                repair(lane, record, repair.get(), batch);
                return true;
            }
            Intake.Step step = version.intake().take(lane, record);
            if (step instanceof Intake.Step.Wait announcement) {
                return !arrives(lane, record, announcement.barrier(), batch);
            }
            if (step instanceof Intake.Step.Apply row) {
                if (!resetIsMissing(lane, batch, record)) {
                    apply(lane, record, version, row.change(), batch);
                }
            } else {
                batch.pass(lane, record);
            }
        } catch (UndecodableException e) {
            if (!resetIsMissing(lane, batch, record)) {
                Set<String> touches = Touches.of(version.mapping(), record, null);
                putAside(lane, record, String.valueOf(e.getMessage()), touches, batch);
            }
        }
        return true;
    }

    /** While dead letters wait, what comes behind them in order cannot be told; a key of another type is removed all the same. */
    private static void repair(
            Lane lane, ConsumerRecord<byte[], byte[]> record, RepairRequest request, Prepared batch) {
        int firstCommand = batch.commands().size();
        if (!request.apply()) {
            lane.repair.begin(request);
        } else {
            if (!lane.letters.isEmpty()) {
                lane.repair.putAside();
            }
            lane.repair.apply(request, batch.commands());
        }
        batch.add(lane, record, firstCommand);
    }

    /** Returns whether the lane waits at the announcement. */
    private boolean arrives(Lane lane, ConsumerRecord<byte[], byte[]> record, Barrier barrier, Prepared batch) {
        if (!(barrier.announcement() instanceof TableReset) && resetIsMissing(lane, batch, record)) {
            return false;
        }
        partitions(record).ifPresent(announced -> lane.partitions = announced);
        lane.foundReset();
        waitAt(lane, barrier);
        return true;
    }

    private void apply(
            Lane lane, ConsumerRecord<byte[], byte[]> record, MappedVersion version, Change change, Prepared batch)
            throws TableStoppedException {
        if (!lane.letters.isEmpty()) {
            Set<String> touches = Touches.of(version.mapping(), record, change);
            Optional<Long> first = lane.letters.before(touches, record.offset());
            if (first.isPresent()) {
                putAside(lane, record, "held behind " + lane.id + "@" + first.get(), touches, batch);
                return;
            }
        }
        int firstCommand = batch.commands().size();
        try {
            map(version, change, batch);
            if (lane.repair.isOpen()) {
                lane.repair.see(batch.commands(), firstCommand);
            }
            batch.add(lane, record, firstCommand);
            int commands = batch.commands().size() - firstCommand;
            traces.mapped(lane, record, commands, batch);
            boolean ofSnapshot = change instanceof RowChange row && row.snapshot();
            throttle.took(lane, ofSnapshot, commands);
        } catch (UnmappableRowException e) {
            Set<String> touches = Touches.of(version.mapping(), record, change);
            putAside(lane, record, String.valueOf(e.getMessage()), touches, batch);
        }
    }

    private void putAside(
            Lane lane, ConsumerRecord<byte[], byte[]> record, String reason, Set<String> touches, Prepared batch)
            throws TableStoppedException {
        deadLetters.requireRoom(lane);
        lane.repair.putAside();
        deadLetters.add(lane, record, reason, touches, "", TakenEffect.none());
        batch.pass(lane, record);
        traces.putAside(lane, record, batch);
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
            queue.drop(lane);
            lanes.tryAgain(lane);
        }
    }

    private void waitAt(Lane lane, Barrier barrier) {
        lanes.waitAt(lane, barrier);
        queue.drop(lane);
    }

    /** Appends what a change of a row makes. */
    void map(MappedVersion version, Change change, Prepared batch) throws UnmappableRowException {
        int firstCommand = batch.commands().size();
        if (change instanceof RowState state) {
            version.mapping().apply(state, batch.commands());
        } else if (change instanceof RowChange row) {
            version.mapping().apply(row, batch.commands());
            timeLeft.shorten(batch.commands(), firstCommand, row.committed());
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

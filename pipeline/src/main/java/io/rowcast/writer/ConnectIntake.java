package io.rowcast.writer;

import io.rowcast.mapping.Mapping;
import io.rowcast.model.Change;
import io.rowcast.model.TableReset;
import io.rowcast.topic.AmbiguousValueException;
import io.rowcast.topic.ConnectChange;
import io.rowcast.topic.ConnectDecoder;
import io.rowcast.topic.SourceProgress;
import io.rowcast.topic.UndecodableException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of a Kafka Connect. It writes some of them again when it was killed, and announces nothing: a snapshot begins
 * with its first row.
 */
record ConnectIntake(ConnectDecoder decoder, Mapping mapping, WriterMetrics metrics) implements Intake {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectIntake.class);

    @Override
    public @Nullable Change look(ConsumerRecord<byte[], byte[]> record) throws UndecodableException {
        ConnectChange change = decode(record);
        return change == null ? null : change.change();
    }

    private @Nullable ConnectChange decode(ConsumerRecord<byte[], byte[]> record) throws UndecodableException {
        return decoder.decode(record.key(), record.value(), Instant.ofEpochMilli(record.timestamp()));
    }

    @Override
    public @Nullable Step take(Lane lane, ConsumerRecord<byte[], byte[]> record)
            throws UndecodableException, TableStoppedException {
        requireFewPartitions(lane);
        ConnectChange change = understood(lane, record);
        if (change == null) {
            return null;
        }
        return switch (lane.progress().judge(change, record.offset())) {
            case NEW -> next(lane, record, change);
            case BEGINS -> begins(lane, record, change);
            case REPEATED -> {
                metrics.repeats.increment();
                yield null;
            }
        };
    }

    private void requireFewPartitions(Lane lane) throws TableStoppedException {
        Optional<String> problem = ConnectTopics.tooMany(mapping, lane.partition.topic(), lane.partitions);
        if (problem.isPresent()) {
            throw new TableStoppedException(problem.get());
        }
    }

    private @Nullable ConnectChange understood(Lane lane, ConsumerRecord<byte[], byte[]> record)
            throws UndecodableException, TableStoppedException {
        try {
            return decode(record);
        } catch (AmbiguousValueException e) {
            throw new TableStoppedException("topic " + lane.partition.topic() + ": " + e.getMessage());
        }
    }

    private Step next(Lane lane, ConsumerRecord<byte[], byte[]> record, ConnectChange change)
            throws UndecodableException, TableStoppedException {
        SourceProgress progress = lane.progress().after(change);
        if (change.change() instanceof TableReset) {
            requireOnePartition(lane);
            return wait(lane, record, record.offset() + 1, false, progress);
        }
        if (change.mark() == ConnectChange.Mark.INCREMENTAL
                && mapping.accumulates().isPresent()) {
            throw new UndecodableException(
                    "found a row of an incremental snapshot, which may have come before; expected"
                            + " none of a table with " + mapping.accumulates().get());
        }
        lane.progress(progress);
        return new Step.Apply(change.change());
    }

    private static void requireOnePartition(Lane lane) throws TableStoppedException {
        if (lane.partitions > 1) {
            throw new TableStoppedException("found a TRUNCATE in " + lane.id + ", one of " + lane.partitions
                    + " partitions: which rows of the others come before it cannot be told; expected one partition");
        }
    }

    /** Without order between partitions nothing can be removed: rows that left since stay. */
    private Step begins(Lane lane, ConsumerRecord<byte[], byte[]> record, ConnectChange change) {
        SourceProgress progress = lane.progress().beginning(change, record.offset());
        if (lane.partitions == 1) {
            return wait(lane, record, record.offset(), true, progress);
        }
        if (lane.progress().furthest() != null) {
            LOG.atWarn()
                    .addKeyValue("table", mapping.table())
                    .addKeyValue("topic", lane.partition.topic())
                    .addKeyValue("partition", lane.partition.partition())
                    .log(
                            "a new snapshot begins in a topic of several partitions; what rows wrote that were deleted or moved"
                                    + " in between stays in Redis. With one partition it would be removed");
        }
        lane.progress(progress.after(change));
        return new Step.Apply(change.change());
    }

    private Step wait(
            Lane lane, ConsumerRecord<byte[], byte[]> record, long next, boolean snapshot, SourceProgress progress) {
        String generation = lane.id + "@" + record.offset();
        TableReset reset = new TableReset(mapping.table(), generation, snapshot);
        return new Step.Wait(new Barrier(reset, record.offset(), next, progress));
    }
}

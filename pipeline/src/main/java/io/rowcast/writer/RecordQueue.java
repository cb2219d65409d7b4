package io.rowcast.writer;

import io.rowcast.mapping.UnmappableRowException;
import io.rowcast.model.Change;
import io.rowcast.model.RowChange;
import io.rowcast.topic.Control;
import io.rowcast.topic.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The records that were polled and are in no batch yet, and the way from a record to its commands. Records that cannot
 * be decoded or mapped go to the dead letters here.
 */
final class RecordQueue {
    private final Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;
    private final DeadLetters deadLetters;
    private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();

    /** Applied by a writer that may have died before it saw the replies. */
    private final Deque<ConsumerRecord<byte[], byte[]>> applied = new ArrayDeque<>();

    RecordQueue(Consumer<byte[], byte[]> consumer, Lanes lanes, DeadLetters deadLetters) {
        this.consumer = consumer;
        this.lanes = lanes;
        this.deadLetters = deadLetters;
    }

    void add(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            long next = lanes.of(partition).applied();
            for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
                (record.offset() < next ? applied : records).add(record);
            }
        }
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    void clear() {
        records.clear();
        applied.clear();
    }

    @Nullable
    ConsumerRecord<byte[], byte[]> peek() {
        return records.peek();
    }

    /** The next of the polled records that are below the watermark of their lane, and so in none of the batches here. */
    @Nullable
    ConsumerRecord<byte[], byte[]> pollApplied() {
        return applied.poll();
    }

    /**
     * The next batch, which ends early before an announcement: its lane then waits at it. Empty when nothing but that
     * is there. The dead letters among the records are stored when this returns.
     */
    Prepared next() {
        Prepared batch = new Prepared();
        boolean letters = false;
        while (!records.isEmpty() && !batch.isFull()) {
            ConsumerRecord<byte[], byte[]> record = records.remove();
            Lane lane = lanes.of(new TopicPartition(record.topic(), record.partition()));
            int firstCommand = batch.commands().size();
            try {
                Change change = decode(lane, record);
                if (change instanceof RowChange row) {
                    requireReset(lane, batch, record);
                    map(lane, row, batch);
                    batch.add(lane, record, firstCommand);
                } else if (change != null) {
                    waitAt(lane, new Barrier(change, record.offset()));
                    return flushed(batch, letters);
                } else {
                    batch.pass(lane, record);
                }
            } catch (UndecodableException | UnmappableRowException e) {
                requireReset(lane, batch, record);
                deadLetters.add(lane.mapping.table(), record, String.valueOf(e.getMessage()));
                letters = true;
                batch.pass(lane, record);
            }
        }
        return flushed(batch, letters);
    }

    private Prepared flushed(Prepared batch, boolean letters) {
        if (letters) {
            deadLetters.flush();
        }
        return batch;
    }

    private static void map(Lane lane, RowChange row, Prepared batch) throws UnmappableRowException {
        lane.mapping.apply(row, batch.commands());
        if (!row.snapshot()) {
            batch.committedAt(row.committed());
        }
    }

    /** What the record says; {@code null} for a tombstone, which repeats the delete before it. */
    static @Nullable Change decode(Lane lane, ConsumerRecord<byte[], byte[]> record) throws UndecodableException {
        if (record.value() == null) {
            return null;
        }
        Header generation = record.headers().lastHeader(Control.GENERATION);
        return lane.decoder.decode(
                record.value(), generation == null ? null : new String(generation.value(), StandardCharsets.UTF_8));
    }

    /** The rest of the lane's records are polled again when the announcement was acted on. */
    private void waitAt(Lane lane, Barrier barrier) {
        lane.waitAt(barrier);
        consumer.pause(Set.of(lane.partition));
        records.removeIf(record -> record.partition() == lane.partition.partition()
                && record.topic().equals(lane.partition.topic()));
    }

    /** Without a watermark, only a reset tells that what follows is the whole table. */
    private static void requireReset(Lane lane, Prepared batch, ConsumerRecord<byte[], byte[]> record) {
        if (lane.resetExpected() && !batch.next().containsKey(lane)) {
            throw new HaltException("Redis holds no watermark of " + lane.id
                    + ", and the topic does not begin with a snapshot any more: expected a reset first, found a row at offset "
                    + record.offset()
                    + ". Redis cannot be built from what is left. To take a new snapshot, stop Rowcast"
                    + " and run: rowcast recover");
        }
    }
}

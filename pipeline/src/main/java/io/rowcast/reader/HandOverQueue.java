package io.rowcast.reader;

import io.debezium.connector.base.QueueProvider;
import io.debezium.pipeline.DataChangeEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The queue between Debezium's binlog thread and the one that commits. Debezium's own waits until a batch is full or a
 * timer fires; this one, asked for one element ({@code max.batch.size=1}), gives out all that is there as one
 * {@link RecordBatch}: at once when quiet, thousands together when busy. Debezium calls it under a lock of its own.
 */
public final class HandOverQueue implements QueueProvider<DataChangeEvent> {
    static final String NAME = "rowcast";
    private static final int MAX_RECORDS = 8_192;
    private static final int MAX_BATCH_RECORDS = 2_048;
    private static final long MAX_BYTES = 128L << 20;
    private static final long MAX_BATCH_BYTES = 16L << 20;

    private record Waiting(SourceRecord record, long bytes) {}

    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private @Nullable Pulse pulse;
    private @Nullable BinlogMarks marks;
    private long bytes;

    @Override
    public void configure(Map<String, ?> config) {
        SessionRegistry.Entry session = SessionRegistry.of(config);
        pulse = session.pulse();
        marks = session.marks();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void enqueue(DataChangeEvent event) {
        if (marks != null) {
            marks.attach(event.getRecord());
        }
        Waiting waiting = new Waiting(event.getRecord(), RecordSize.estimate(event.getRecord()));
        queue.add(waiting);
        bytes += waiting.bytes;
        beat(queue.size());
    }

    @Override
    public @Nullable DataChangeEvent poll() {
        List<SourceRecord> batch = new ArrayList<>(Math.min(queue.size(), MAX_BATCH_RECORDS));
        long batchBytes = 0;
        while (!queue.isEmpty() && batch.size() < MAX_BATCH_RECORDS && batchBytes < MAX_BATCH_BYTES) {
            Waiting next = queue.remove();
            batchBytes += next.bytes;
            batch.add(next.record);
        }
        bytes -= batchBytes;
        beat(queue.size());
        return batch.isEmpty() ? null : new DataChangeEvent(new RecordBatch(batch));
    }

    /** The number of records, or so many that the queue counts as full when they are too big together. */
    @Override
    public int size() {
        return bytes < MAX_BYTES ? queue.size() : Math.max(queue.size(), MAX_RECORDS);
    }

    static int capacity() {
        return MAX_RECORDS;
    }

    private void beat(int waiting) {
        if (pulse != null) {
            pulse.queued(waiting);
        }
    }
}

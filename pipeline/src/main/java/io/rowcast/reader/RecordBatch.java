package io.rowcast.reader;

import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** Many records that pass through the engine as one, so that a batch costs it no more than a record. */
final class RecordBatch extends SourceRecord {
    @SuppressWarnings("serial") // never serialized: it lives between two threads of the engine
    private final List<SourceRecord> records;

    /** @param records at least one, in order; the batch itself looks like the last of them */
    RecordBatch(List<SourceRecord> records) {
        this(records, records.get(records.size() - 1));
    }

    private RecordBatch(List<SourceRecord> records, SourceRecord last) {
        super(
                last.sourcePartition(),
                last.sourceOffset(),
                last.topic(),
                last.kafkaPartition(),
                last.keySchema(),
                last.key(),
                last.valueSchema(),
                last.value(),
                last.timestamp(),
                last.headers());
        this.records = records;
    }

    List<SourceRecord> records() {
        return records;
    }

    /** The records in what the engine hands over: those of a batch, or the one. */
    static List<SourceRecord> unpack(SourceRecord record) {
        return record instanceof RecordBatch batch ? batch.records : List.of(record);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}

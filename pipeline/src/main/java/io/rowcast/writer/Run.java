package io.rowcast.writer;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of one lane that were polled together, taken one after the other. */
final class Run {
    final Lane lane;
    private final List<ConsumerRecord<byte[], byte[]>> records;
    private int next;

    Run(Lane lane, List<ConsumerRecord<byte[], byte[]>> records) {
        this.lane = lane;
        this.records = records;
    }

    boolean isEmpty() {
        return next == records.size();
    }

    ConsumerRecord<byte[], byte[]> take() {
        return records.get(next++);
    }
}

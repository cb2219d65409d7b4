package io.rowcast.reader.kafka;

import io.rowcast.model.TableId;
import io.rowcast.topic.Partitions;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Where the records of a table go. */
public record TableTarget(TableId table, String topic, int partitions) {
    private static final byte[] NO_KEY = {};

    public ProducerRecord<byte[], byte[]> row(byte @Nullable [] key, byte[] value, List<Header> headers) {
        int partition = Partitions.of(key == null ? NO_KEY : key, partitions);
        return new ProducerRecord<>(topic, partition, key, value, headers);
    }
}

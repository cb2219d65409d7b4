package io.rowcast.reader;

import io.rowcast.model.TableId;
import io.rowcast.topic.Partitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Where the records of a table go. */
record TableTarget(TableId table, String topic, int partitions) {
    private static final byte[] NO_KEY = {};

    ProducerRecord<byte[], byte[]> row(byte @Nullable [] key, byte[] value) {
        int partition = Partitions.of(key == null ? NO_KEY : key, partitions);
        return new ProducerRecord<>(topic, partition, key, value);
    }
}

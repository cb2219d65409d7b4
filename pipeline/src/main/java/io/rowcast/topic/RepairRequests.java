package io.rowcast.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes requests for repair to the topics of tables. */
public final class RepairRequests implements AutoCloseable {
    /** A single place can hold as much as a row of MySQL. */
    private static final int MAX_RECORD_BYTES = 64 << 20;

    private final KafkaProducer<byte[], byte[]> producer;

    /** @param kafka properties for the client */
    public RepairRequests(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Returns the offset of the request. */
    public long send(String topic, int partition, RepairRequest request) throws InterruptedException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, null, null);
        request.writeTo(record.headers());
        try {
            return producer.send(record).get().offset();
        } catch (ExecutionException e) {
            throw new KafkaException("the request could not be written to " + topic, e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}

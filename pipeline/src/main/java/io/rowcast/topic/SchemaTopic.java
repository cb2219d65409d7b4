package io.rowcast.topic;

import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows the topic in which the reader says what the captured tables look like. Not thread-safe. */
public final class SchemaTopic implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Map<TableId, TableSchema> schemas = new HashMap<>();
    private boolean attached;

    /** Connects at the first {@link #poll}. */
    public SchemaTopic(Map<String, Object> kafka, TopicNames names) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 1000);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.partition = new TopicPartition(names.schemas(), 0);
    }

    /** Reads on for at most {@code timeout}; returns what is known by then, the newest schema of each table. */
    public Map<TableId, TableSchema> poll(Duration timeout) {
        if (!attached) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            attached = true;
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
            if (record.value() != null) {
                TableSchema schema = SchemaCodec.decode(record.value());
                schemas.put(schema.table(), schema);
            }
        }
        return Map.copyOf(schemas);
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
    }
}

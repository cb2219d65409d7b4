package io.rowcast.topic;

import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the topic in which the reader says what the captured tables look like: the newest schema of each under the
 * name of the table, and every version that a record ever named. Not thread-safe.
 */
public final class SchemaTopic implements TableSchemas {
    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Map<TableId, TableSchema> newest = new TreeMap<>();
    private final Map<TableId, Map<String, TableSchema>> versions = new HashMap<>();
    private boolean attached;

    /** Connects at the first {@link #poll}. */
    public SchemaTopic(Map<String, Object> kafka, TopicNames names) {
        this(consumer(kafka), names);
    }

    SchemaTopic(Consumer<byte[], byte[]> consumer, TopicNames names) {
        this.consumer = consumer;
        this.partition = new TopicPartition(names.schemas(), 0);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 1000);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public boolean poll(Duration timeout) {
        if (!attached) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            attached = true;
        }
        boolean any = false;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
            take(new String(record.key(), StandardCharsets.UTF_8), record.value());
            any = true;
        }
        return any;
    }

    /** Whether all was read that was there a moment ago. */
    @Override
    public boolean isRead() {
        return attached && consumer.currentLag(partition).orElse(1) == 0;
    }

    private void take(String key, byte @Nullable [] value) {
        if (value == null) {
            newest.keySet().removeIf(table -> table.toString().equals(key));
            return;
        }
        TableSchema schema = SchemaCodec.decode(value);
        String table = schema.table().toString();
        if (key.equals(table)) {
            newest.put(schema.table(), schema);
            keep(schema, SchemaVersion.of(schema));
        } else if (key.startsWith(table + "#")) {
            keep(schema, key.substring(table.length() + 1)); // as the records name it, whoever computed it
        }
    }

    private void keep(TableSchema schema, String version) {
        versions.computeIfAbsent(schema.table(), table -> new TreeMap<>()).put(version, schema);
    }

    @Override
    public Map<TableId, TableSchema> newest() {
        return Map.copyOf(newest);
    }

    @Override
    public Optional<TableSchema> newest(TableId table) {
        return Optional.ofNullable(newest.get(table));
    }

    @Override
    public Optional<TableSchema> version(TableId table, String version) {
        return Optional.ofNullable(versions.getOrDefault(table, Map.of()).get(version));
    }

    @Override
    public Map<String, TableSchema> versions(TableId table) {
        return Map.copyOf(versions.getOrDefault(table, Map.of()));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}

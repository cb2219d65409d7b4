package io.rowcast.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowcast.topic.RecordJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What a consumer that reads what is committed sees in a topic, from its begin. */
final class TopicView implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper(RecordJson.FACTORY);

    /** A record, taken apart. */
    record Seen(
            int partition,
            long offset,
            @Nullable String key,
            String text,
            JsonNode value,
            @Nullable String generation,
            @Nullable String schema) {
        String op() {
            return value.path("op").asText();
        }

        JsonNode after() {
            return value.path("after");
        }
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Seen> seen = new ArrayList<>();

    TopicView(Map<String, Object> kafka, String topic) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> consumer.listTopics().containsKey(topic));
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All that was seen so far, per partition in order. */
    List<Seen> poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
            if (record.value() != null) { // else it only carries the end of a transaction
                seen.add(seen(record));
            }
        }
        return seen;
    }

    List<Seen> awaitRows(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    poll();
                    return rows().size() >= count;
                });
        return rows();
    }

    /** The row changes, without resets and the like. */
    List<Seen> rows() {
        return seen.stream().filter(each -> each.key() != null).toList();
    }

    /** How often each key was inserted, by snapshot or stream. */
    Map<String, Integer> arrivals() {
        Map<String, Integer> arrivals = new HashMap<>();
        rows().stream()
                .filter(each -> each.op().equals("c") || each.op().equals("r"))
                .forEach(each -> arrivals.merge(String.valueOf(each.key()), 1, Integer::sum));
        return arrivals;
    }

    private static Seen seen(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new Seen(
                    record.partition(),
                    record.offset(),
                    record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
                    new String(record.value(), StandardCharsets.UTF_8),
                    JSON.readTree(record.value()),
                    header(record, "rowcast.generation"),
                    header(record, "rowcast.schema"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(1));
    }
}

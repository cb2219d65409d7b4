package io.rowcast.guarantee;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What Kafka Connect has written to the topics of some tables.
 *
 * @param repeats envelopes of a place in the binlog of which there was one before
 */
record ConnectTopicScan(int records, int tombstones, int deletes, int repeats) {
    /** How JsonConverter ends a tombstone that has a schema. */
    private static final String NO_VALUE = "\"payload\":null}";

    private static final Pattern PLACE =
            Pattern.compile("\"file\":\"([^\"]*)\",\"pos\":(\\d+),\"row\":(\\d+).*\"op\":\"([cud])\"");

    static ConnectTopicScan of(String bootstrap, String prefix, List<String> tables) {
        int records = 0;
        int tombstones = 0;
        int deletes = 0;
        int repeats = 0;
        for (String table : tables) {
            Set<String> places = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> record : read(bootstrap, prefix + "." + table)) {
                records++;
                String value = record.value() == null ? NO_VALUE : new String(record.value(), StandardCharsets.UTF_8);
                if (value.endsWith(NO_VALUE)) {
                    tombstones++;
                    continue;
                }
                Matcher place = PLACE.matcher(value);
                if (place.find()) {
                    deletes += place.group(4).equals("d") ? 1 : 0;
                    repeats += places.add(place.group().replaceAll("(\"row\":\\d+).*(\"op\")", "$1$2")) ? 0 : 1;
                }
            }
        }
        return new ConnectTopicScan(records, tombstones, deletes, repeats);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String bootstrap, String topic) {
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", bootstrap));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}

package io.rowcast.reader.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads a topic that holds the newest value of each key, in one partition, up to its committed end. */
public final class CompactedTopic {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;

    public CompactedTopic(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
    }

    /** The newest record of each key, also those that say the key is gone; in the order in which they were written. */
    public Map<String, ConsumerRecord<byte[], byte[]>> readAll() {
        return read(begin());
    }

    /**
     * Like {@link #readAll}, but looks at the last {@code window} records first and is content with them when they hold
     * what is needed.
     */
    public Map<String, ConsumerRecord<byte[], byte[]>> readLast(
            long window, Predicate<Map<String, ConsumerRecord<byte[], byte[]>>> enough) {
        long begin = begin();
        long from = Math.max(begin, end() - window);
        Map<String, ConsumerRecord<byte[], byte[]>> last = read(from);
        return from == begin || enough.test(last) ? last : read(begin);
    }

    /** The newest record of all. */
    public static Optional<ConsumerRecord<byte[], byte[]>> newest(Map<String, ConsumerRecord<byte[], byte[]>> records) {
        return records.values().stream().reduce((first, second) -> second);
    }

    private long begin() {
        return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    private long end() {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    private Map<String, ConsumerRecord<byte[], byte[]>> read(long from) {
        long end = end();
        long deadline = System.nanoTime() + KafkaClients.TIMEOUT.toNanos();
        Map<String, ConsumerRecord<byte[], byte[]>> newest = new LinkedHashMap<>();
        consumer.seek(partition, from);
        while (consumer.position(partition) < end) {
            var records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                newest.remove(key);
                newest.put(key, record);
            }
            if (!records.isEmpty()) {
                deadline = System.nanoTime() + KafkaClients.TIMEOUT.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException(partition + " could not be read up to its end, offset " + end);
            }
        }
        return newest;
    }
}

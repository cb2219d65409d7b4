package io.rowcast.writer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Takes single letters from the topic of the dead letters; quickest in its order. Opens nothing before the first. */
final class LetterShelf implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, Object> kafka;
    private final TopicPartition topic;
    private final Deque<ConsumerRecord<byte[], byte[]>> ahead = new ArrayDeque<>();
    private Optional<Consumer<byte[], byte[]>> consumer = Optional.empty();

    LetterShelf(Map<String, Object> kafka, String topic) {
        this.kafka = kafka;
        this.topic = new TopicPartition(topic, 0);
    }

    /**
     * The letter at an offset; empty when it is not in the topic any more.
     *
     * @throws KafkaException when Kafka does not answer for a while
     */
    Optional<ConsumerRecord<byte[], byte[]>> at(long offset) {
        Consumer<byte[], byte[]> reader = reader();
        while (!ahead.isEmpty() && ahead.element().offset() < offset) {
            ahead.remove();
        }
        if (ahead.isEmpty() || ahead.element().offset() != offset) {
            ahead.clear();
            reader.seek(topic, offset);
            fetch(reader, offset);
        }
        return Optional.ofNullable(ahead.peek()).filter(record -> record.offset() == offset);
    }

    private void fetch(Consumer<byte[], byte[]> reader, long offset) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            long last = reader.endOffsets(List.of(topic)).getOrDefault(topic, 0L);
            while (ahead.isEmpty() && offset < last) {
                reader.poll(Duration.ofMillis(100)).forEach(ahead::add);
                if (System.nanoTime() - end > 0) {
                    throw new KafkaException("the dead letter " + topic + "@" + offset + " could not be read in time");
                }
            }
        } catch (OffsetOutOfRangeException e) {
            ahead.clear(); // removed by somebody
        }
    }

    private Consumer<byte[], byte[]> reader() {
        if (consumer.isEmpty()) {
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
            settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
            settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
            Consumer<byte[], byte[]> opened =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            opened.assign(List.of(topic));
            consumer = Optional.of(opened);
        }
        return consumer.get();
    }

    @Override
    public void close() {
        consumer.ifPresent(Consumer::close);
    }
}

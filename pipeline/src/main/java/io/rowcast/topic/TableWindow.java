package io.rowcast.topic;

import io.rowcast.model.Change;
import io.rowcast.model.TableSchema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A stretch of the topic of one table, read beside the writers: what is behind a place and is looked at in order, up to the
 * places that the writers have come to. Holds a bounded number of records. Used by one thread.
 */
public final class TableWindow implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int MOST_HELD = 20_000;

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, Deque<ConsumerRecord<byte[], byte[]>>> held = new TreeMap<>();
    private final EnvelopeDecoder decoder;
    private final String version;

    /**
     * @param kafka properties for the client
     * @param schema what the table looks like now
     */
    public TableWindow(Map<String, Object> kafka, String topic, TableSchema schema) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.topic = topic;
        this.decoder = new EnvelopeDecoder(schema);
        this.version = SchemaVersion.of(schema);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        for (PartitionInfo partition : consumer.partitionsFor(topic)) {
            held.put(partition.partition(), new ArrayDeque<>());
        }
        consumer.assign(held.keySet().stream().map(this::partition).toList());
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic, number);
    }

    /** The partitions of the topic, by number. */
    public Iterable<Integer> partitions() {
        return held.keySet();
    }

    /** Begins, of each partition, at an offset. */
    public void begin(Map<Integer, Long> from) {
        from.forEach((partition, offset) -> {
            held.getOrDefault(partition, new ArrayDeque<>()).clear();
            consumer.seek(partition(partition), offset);
        });
    }

    /** The ends of what is committed. */
    public Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new LinkedHashMap<>();
        consumer.endOffsets(consumer.assignment()).forEach((partition, end) -> ends.put(partition.partition(), end));
        return ends;
    }

    /**
     * Reads on towards offsets, as long as there is room.
     *
     * @return whether all records below them are here or were taken
     */
    public boolean read(Map<Integer, Long> below) {
        if (!isRead(below) && held.values().stream().mapToInt(Deque::size).sum() < MOST_HELD) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                held.getOrDefault(record.partition(), new ArrayDeque<>()).add(record);
            }
        }
        return isRead(below);
    }

    private boolean isRead(Map<Integer, Long> below) {
        return below.entrySet().stream().allMatch(end -> consumer.position(partition(end.getKey())) >= end.getValue());
    }

    /** Whether a record below the offsets is here that was not taken. */
    public boolean holds(Map<Integer, Long> below) {
        return held.entrySet().stream().anyMatch(each -> {
            ConsumerRecord<byte[], byte[]> first = each.getValue().peek();
            return first != null && first.offset() < below.getOrDefault(each.getKey(), 0L);
        });
    }

    /**
     * Takes the records below offsets, each partition in its order.
     *
     * @throws UndecodableException when one of them is no change, or the table looked otherwise when it was written
     */
    public void take(Map<Integer, Long> below, Consumer<WindowRecord> into) throws UndecodableException {
        for (var partition : held.entrySet()) {
            long end = below.getOrDefault(partition.getKey(), 0L);
            Deque<ConsumerRecord<byte[], byte[]>> records = partition.getValue();
            while (!records.isEmpty() && records.element().offset() < end) {
                decode(records.remove()).ifPresent(into);
            }
        }
    }

    /** The same for records that are not taken, from where {@link #take} ended. */
    public void peek(Map<Integer, Long> below, Consumer<WindowRecord> into) throws UndecodableException {
        for (var partition : held.entrySet()) {
            long end = below.getOrDefault(partition.getKey(), 0L);
            for (ConsumerRecord<byte[], byte[]> record : partition.getValue()) {
                if (record.offset() < end) {
                    decode(record).ifPresent(into);
                }
            }
        }
    }

    private Optional<WindowRecord> decode(ConsumerRecord<byte[], byte[]> record) throws UndecodableException {
        if (record.value() == null) {
            return Optional.empty();
        }
        Header header = record.headers().lastHeader(SchemaVersion.HEADER);
        if (header != null && !new String(header.value(), StandardCharsets.UTF_8).equals(version)) {
            throw new UndecodableException("expected the table as it is now, found a row of another version");
        }
        Header generation = record.headers().lastHeader(Control.GENERATION);
        Change change = decoder.decode(
                record.value(), generation == null ? null : new String(generation.value(), StandardCharsets.UTF_8));
        return Optional.of(WindowRecord.of(record.partition(), change, record.value()));
    }

    /** Whether the table begins anew somewhere in what is held. */
    public boolean holdsAnnouncement() {
        return held.values().stream()
                .flatMap(Deque::stream)
                .anyMatch(record -> record.headers().lastHeader(Control.GENERATION) != null);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    @Override
    public String toString() {
        return topic + held.keySet().stream().map(String::valueOf).collect(Collectors.joining(", ", " [", "]"));
    }
}

package io.rowcast.writer;

import io.rowcast.model.Command;
import io.rowcast.model.TableId;
import io.rowcast.redis.ExecReply;
import io.rowcast.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Keeps records that can never be applied, in a topic of their own: key, value and headers as they were, and headers
 * {@code rowcast.table}, {@code rowcast.position} and {@code rowcast.reason}. A crash can write one twice; the position
 * tells.
 */
final class DeadLetters implements AutoCloseable {
    private final String topic;
    private final WriterMetrics metrics;
    private final Producer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> pending = new ArrayList<>();

    DeadLetters(Map<String, Object> kafka, TopicNames names, WriterMetrics metrics) {
        this.topic = names.deadLetters();
        this.metrics = metrics;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 << 20);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 96L << 20);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends one; {@link #flush} says whether it arrived. */
    void add(TableId table, ConsumerRecord<byte[], byte[]> record, String reason) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        header(letter, "rowcast.table", table.toString());
        header(letter, "rowcast.position", record.topic() + "-" + record.partition() + "@" + record.offset());
        header(letter, "rowcast.reason", reason);
        pending.add(producer.send(letter));
        metrics.deadLetters(table.toString()).increment();
    }

    /** Adds the record whose command Redis refused, with what it said. */
    void add(Prepared batch, ExecReply.Failure failure) {
        Command command = batch.commands().get(failure.command());
        add(
                batch.laneOf(failure.command()).table.id,
                batch.recordOf(failure.command()),
                failure.message() + " (" + command.verb() + " of " + command.key() + ")");
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String key, String value) {
        letter.headers().add(key, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until all that was added is stored; only then may a watermark pass it. */
    void flush() {
        try {
            for (Future<RecordMetadata> letter : pending) {
                letter.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("a dead letter could not be written to " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while writing a dead letter", e);
        } finally {
            pending.clear();
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}

package io.rowcast.reader.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rowcast.reader.kafka.OpenTransaction.End;
import io.rowcast.topic.TopicNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * How open transactions are to end, kept in the offsets topic outside of any transaction: Kafka forgets what it decided as soon
 * as a reader takes over, and that reader may die before it has brought the end about.
 */
final class Decisions {
    private static final String KEY = "open-transactions";
    /** They are cleared by the start that writes them, or by the next one. */
    private static final long TAIL = 2_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaClients kafka;
    private final TopicNames topics;

    Decisions(KafkaClients kafka, TopicNames topics) {
        this.kafka = kafka;
        this.topics = topics;
    }

    /** Those of a reader that died before it cleared them. */
    List<OpenTransaction> read() {
        try (Consumer<byte[], byte[]> consumer = kafka.uncommittedConsumer()) {
            Map<String, ConsumerRecord<byte[], byte[]>> newest =
                    new CompactedTopic(consumer, topics.offsets()).readLast(TAIL, found -> true);
            @Nullable ConsumerRecord<byte[], byte[]> record = newest.get(KEY);
            return record == null || record.value() == null ? List.of() : decode(record.value());
        }
    }

    /** Returns when Kafka has them. */
    void write(List<OpenTransaction> decided) {
        put(encode(decided));
    }

    void clear() {
        put(null);
    }

    private void put(byte @Nullable [] value) {
        try (Producer<byte[], byte[]> producer = kafka.plainProducer()) {
            producer.send(new ProducerRecord<>(topics.offsets(), 0, KEY.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static byte[] encode(List<OpenTransaction> decided) {
        ArrayNode list = JSON.createArrayNode();
        for (OpenTransaction each : decided) {
            list.addObject()
                    .put("topic", each.partition().topic())
                    .put("partition", each.partition().partition())
                    .put("producer", each.producerId())
                    .put("epoch", each.epoch())
                    .put("coordinatorEpoch", each.coordinatorEpoch())
                    .put("start", each.start())
                    .put("end", each.end().name());
        }
        try {
            return JSON.writeValueAsBytes(list);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("open transactions cannot be written as JSON", e);
        }
    }

    private static List<OpenTransaction> decode(byte[] json) {
        try {
            List<OpenTransaction> decided = new ArrayList<>();
            for (JsonNode each : JSON.readTree(json)) {
                decided.add(new OpenTransaction(
                        new TopicPartition(
                                each.path("topic").asText(),
                                each.path("partition").asInt()),
                        each.path("producer").asLong(),
                        each.path("epoch").asInt(),
                        each.path("coordinatorEpoch").asInt(),
                        each.path("start").asLong(),
                        End.valueOf(each.path("end").asText())));
            }
            return decided;
        } catch (IOException e) {
            throw new IllegalStateException("the record " + KEY + " of the offsets topic is no JSON", e);
        }
    }
}

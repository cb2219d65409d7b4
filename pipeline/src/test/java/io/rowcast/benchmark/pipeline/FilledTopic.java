package io.rowcast.benchmark.pipeline;

import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.topic.Control;
import io.rowcast.topic.Partitions;
import io.rowcast.topic.SchemaCodec;
import io.rowcast.topic.SchemaVersion;
import io.rowcast.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of a pipeline as its reader leaves them behind when it has read so many new customers. */
final class FilledTopic {
    private static final String GENERATION = "benchmark";

    private FilledTopic() {}

    static void make(String bootstrap, String pipeline, TableId table, int partitions, int rows)
            throws ExecutionException, InterruptedException {
        TopicNames names = new TopicNames(pipeline);
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrap, "batch.size", 128 << 10, "linger.ms", 5);
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(
                            new NewTopic(names.table(table), partitions, (short) 1),
                            new NewTopic(names.schemas(), 1, (short) 1),
                            new NewTopic(names.deadLetters(), 1, (short) 1)))
                    .all()
                    .get();
        }
        try (var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            TableSchema schema = Customers.schema(table);
            String version = SchemaVersion.of(schema);
            for (String key : List.of(SchemaVersion.key(table, version), table.toString())) {
                producer.send(new ProducerRecord<>(names.schemas(), 0, bytes(key), SchemaCodec.encode(schema)));
            }
            List<Header> headers = List.of(new RecordHeader(SchemaVersion.HEADER, bytes(version)));
            announce(producer, names.table(table), partitions, Control.RESET, headers);
            announce(producer, names.table(table), partitions, Control.COMPLETE, headers);
            for (long id = 0; id < rows; id++) {
                byte[] key = bytes("{\"id\":" + id + "}");
                producer.send(new ProducerRecord<>(
                        names.table(table), Partitions.of(key, partitions), key, bytes(envelope(id)), headers));
            }
        }
    }

    private static void announce(
            KafkaProducer<byte[], byte[]> producer, String topic, int partitions, String op, List<Header> headers) {
        byte[] value = bytes("{\"before\":null,\"after\":null,\"source\":{\"snapshot\":\"true\"},\"op\":\"" + op
                + "\",\"ts_ms\":1}");
        for (int partition = 0; partition < partitions; partition++) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, null, null, value, headers);
            record.headers()
                    .add(Control.GENERATION, bytes(GENERATION))
                    .add(Control.PARTITIONS, bytes(Integer.toString(partitions)));
            producer.send(record);
        }
    }

    private static String envelope(long id) {
        return "{\"op\":\"c\",\"before\":null,\"after\":" + Customers.json(id)
                + ",\"source\":{\"ts_us\":1780000000000123,\"snapshot\":\"false\",\"ts_ms\":1780000000000,"
                + "\"version\":\"3.6.1.Final\",\"connector\":\"mysql\",\"name\":\"bench\",\"db\":\"bench\","
                + "\"table\":\"customers\",\"server_id\":1,\"gtid\":\"9e1a3c8e-0000-0000-0000-000000000001:" + id
                + "\",\"file\":\"binlog.000003\",\"pos\":" + 400 * id
                + ",\"row\":0},\"ts_ms\":1780000000001}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

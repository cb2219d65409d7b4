package io.rowcast.writer;

import io.rowcast.fixture.TestServers;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
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
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes the topics of one small table as the reader would: people with a credit, unless another table is given. */
final class TableFeed implements AutoCloseable {
    static final TableSchema SCHEMA = new TableSchema(
            TableId.parse("shop.people"),
            List.of(
                    new Column("id", ColumnType.INTEGER, false),
                    new Column("name", ColumnType.TEXT, true),
                    new Column("credit", ColumnType.DECIMAL, true)),
            List.of("id"));

    private final TopicNames names;
    private TableId table;
    private final int partitions;
    private final Map<String, Object> kafka =
            Map.of("bootstrap.servers", TestServers.kafka().bootstrap());
    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());

    /** The version that the records name; none at first, as in a topic from elsewhere. */
    private @Nullable String version;

    TableFeed(String pipeline, int partitions) {
        this(pipeline, SCHEMA.table(), partitions);
    }

    TableFeed(String pipeline, TableId table, int partitions) {
        this.names = new TopicNames(pipeline);
        this.table = table;
        this.partitions = partitions;
    }

    Map<String, Object> kafka() {
        return kafka;
    }

    String topic() {
        return names.table(table);
    }

    /** Writes another table from here on. */
    TableFeed of(TableId other) {
        table = other;
        version = null;
        return this;
    }

    /** With the schema of people published. */
    TableFeed createTopics() throws ExecutionException, InterruptedException {
        createTable();
        createOwnTopics();
        publish(SCHEMA.table().toString(), SCHEMA);
        return this;
    }

    /** Those that a pipeline has once. */
    void createOwnTopics() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(
                            new NewTopic(names.schemas(), 1, (short) 1),
                            new NewTopic(names.deadLetters(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** From here on the table looks like that, and its records say so. */
    TableFeed describe(TableSchema schema) throws ExecutionException, InterruptedException {
        version = SchemaVersion.of(schema);
        publish(SchemaVersion.key(schema.table(), version), schema);
        publish(schema.table().toString(), schema);
        return this;
    }

    /** From here on records name a version that nobody has described. */
    void nameVersion(String unknown) {
        version = unknown;
    }

    private void publish(String key, TableSchema schema) throws ExecutionException, InterruptedException {
        send(new ProducerRecord<>(names.schemas(), 0, bytes(key), SchemaCodec.encode(schema)));
    }

    void createTable() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(topic(), partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    void deleteTable() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            admin.deleteTopics(List.of(topic())).all().get();
        }
    }

    /** As {@code {"id":1,"name":"Ann","credit":"2.50"}}. */
    static String person(int id, String name, String credit) {
        return "{\"id\":" + id + ",\"name\":\"" + name + "\",\"credit\":\"" + credit + "\"}";
    }

    void change(int id, String op, @Nullable String before, @Nullable String after)
            throws ExecutionException, InterruptedException {
        String value = "{\"before\":" + before + ",\"after\":" + after + ",\"source\":{\"ts_ms\":"
                + System.currentTimeMillis() + ",\"snapshot\":\"false\"},\"op\":\"" + op + "\",\"ts_ms\":1}";
        raw(id, value);
    }

    /** In the partition of a row of that id. */
    void snapshotRow(int id, String after) throws ExecutionException, InterruptedException {
        raw(
                id,
                "{\"before\":null,\"after\":" + after
                        + ",\"source\":{\"ts_ms\":1,\"snapshot\":\"true\"},\"op\":\"r\",\"ts_ms\":1}");
    }

    void raw(int id, String value) throws ExecutionException, InterruptedException {
        byte[] key = bytes("{\"id\":" + id + "}");
        send(named(new ProducerRecord<>(topic(), Partitions.of(key, partitions), key, bytes(value))));
    }

    private ProducerRecord<byte[], byte[]> named(ProducerRecord<byte[], byte[]> record) {
        if (version != null) {
            record.headers().add(SchemaVersion.HEADER, bytes(version));
        }
        return record;
    }

    void reset(String generation) throws ExecutionException, InterruptedException {
        announce(Control.RESET, generation);
    }

    void complete(String generation) throws ExecutionException, InterruptedException {
        announce(Control.COMPLETE, generation);
    }

    private void announce(String op, String generation) throws ExecutionException, InterruptedException {
        String value =
                "{\"before\":null,\"after\":null,\"source\":{\"snapshot\":\"true\"},\"op\":\"" + op + "\",\"ts_ms\":1}";
        for (int partition = 0; partition < partitions; partition++) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic(), partition, null, bytes(value));
            record.headers()
                    .add(Control.GENERATION, bytes(generation))
                    .add(Control.PARTITIONS, bytes(Integer.toString(partitions)));
            send(named(record));
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) throws ExecutionException, InterruptedException {
        producer.send(record).get();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}

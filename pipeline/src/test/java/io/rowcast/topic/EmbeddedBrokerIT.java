package io.rowcast.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final TableSchema SCHEMA = new TableSchema(
            TableId.parse("shop.orders"), List.of(new Column("id", ColumnType.INTEGER, false)), List.of("id"));

    @Test
    void whatWasWrittenIsThereAfterARestart(@TempDir Path data) throws Exception {
        TopicNames names = new TopicNames("shop");
        try (EmbeddedBroker broker = new EmbeddedBroker(data.resolve("kafka"), 0)) {
            Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrap());
            try (Admin admin = Admin.create(kafka)) {
                admin.createTopics(List.of(new NewTopic(names.schemas(), 1, (short) 1)))
                        .all()
                        .get();
            }
            try (var producer = transactional(kafka)) {
                producer.initTransactions();
                producer.beginTransaction();
                byte[] key = SCHEMA.table().toString().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(names.schemas(), key, SchemaCodec.encode(SCHEMA)));
                producer.commitTransaction();
            }
        }
        try (EmbeddedBroker broker = new EmbeddedBroker(data.resolve("kafka"), 0);
                SchemaTopic schemas = new SchemaTopic(Map.of("bootstrap.servers", broker.bootstrap()), names)) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                schemas.poll(Duration.ofMillis(200));
                assertThat(schemas.newest()).containsExactly(Map.entry(SCHEMA.table(), SCHEMA));
            });
        }
    }

    /** Kafka's own lock comes after it has opened, and written to, the log of the metadata. */
    @Test
    void aSecondOneInTheSameFolderIsRefusedAndTheFirstWorksOn(@TempDir Path data) throws Exception {
        try (EmbeddedBroker first = new EmbeddedBroker(data, 0)) {
            assertThatThrownBy(() -> new EmbeddedBroker(data, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("found another process at work in the broker's folder " + data
                            + "; expected one at a time");

            try (Admin admin = Admin.create(Map.of("bootstrap.servers", first.bootstrap()))) {
                admin.createTopics(List.of(new NewTopic("after", 1, (short) 1)))
                        .all()
                        .get();
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> transactional(Map<String, Object> kafka) {
        Map<String, Object> settings = new java.util.HashMap<>(kafka);
        settings.put("transactional.id", "test");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

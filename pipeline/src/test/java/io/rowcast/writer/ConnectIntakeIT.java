package io.rowcast.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowcast.config.FlowSettings;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.fixture.LettuceClients;
import io.rowcast.fixture.TestServers;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnDefinition;
import io.rowcast.model.ColumnType;
import io.rowcast.model.Health;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.redis.RedisConnector;
import io.rowcast.topic.ConnectModes;
import io.rowcast.topic.ConnectSource;
import io.rowcast.trace.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A writer of a topic that a Kafka Connect fills, record by record. */
class ConnectIntakeIT {
    private static final TableId TABLE = TableId.parse("shop.people");
    private static final String MAPPING = """
            table: shop.people
            redis:
              - hash: person:{id}
                fields: [name]
              - counter: people
            """;

    private final String name = "c" + UUID.randomUUID();
    private final Map<String, Object> kafka =
            Map.of("bootstrap.servers", TestServers.kafka().bootstrap());
    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
    private final RedisConnector connector =
            new RedisConnector(TestServers.redis().uri());
    private final RedisClient client = TestServers.redis().client();
    private final RedisCommands<String, String> redis = client.connect().sync();
    private final List<Writer> writers = new ArrayList<>();

    @BeforeEach
    void empty() {
        redis.flushall();
    }

    @AfterEach
    void close() {
        writers.forEach(Writer::close);
        producer.close();
        connector.close();
        LettuceClients.shutdown(client);
    }

    @Test
    void repeatsArePassedOverAlsoByTheNextWriter() throws Exception {
        createTopic(1);
        row("c", 1, "Ann", "false", 100);
        row("c", 2, "Bob", "false", 200);
        Running first = start(MAPPING);
        awaitPeople("2");
        row("c", 2, "Bob", "false", 200);
        row("c", 3, "Cem", "false", 300);
        awaitPeople("3");
        assertThat(first.repeats()).isEqualTo(1);
        first.writer.close();

        Running second = start(MAPPING);
        row("c", 2, "Bob", "false", 200);
        row("c", 3, "Cem", "false", 300);
        row("c", 4, "Dee", "false", 400);

        awaitPeople("4");
        assertThat(second.repeats()).isEqualTo(2);
    }

    @Test
    void aNewSnapshotBeginsTheTableAnew() throws Exception {
        createTopic(1);
        row("r", 1, "Ann", "first", 100);
        row("r", 2, "Bob", "last", 100);
        row("c", 3, "Cem", "false", 200);
        Running writer = start(MAPPING);
        awaitPeople("3");

        row("r", 2, "Bea", "first_in_data_collection", 500);
        row("r", 5, "Eve", "last_in_data_collection", 500);
        row("c", 6, "Fay", "false", 600);

        awaitPeople("3");
        await().untilAsserted(() ->
                assertThat(redis.keys("person:*")).containsExactlyInAnyOrder("person:2", "person:5", "person:6"));
        assertThat(redis.hget("person:2", "name")).isEqualTo("Bea");
        assertThat(writer.meters.get("rowcast.writer.resets").counter().count()).isEqualTo(2);
    }

    @Test
    void whatIsAmbiguousStopsTheTable() throws Exception {
        createTopic(1);
        send("{\"id\":1,\"name\":\"Ann\"}");
        Running writer = start(MAPPING);

        await().untilAsserted(() -> assertThat(writer.writer.health().state()).isEqualTo(Health.State.DEGRADED));
        assertThat(writer.writer.health().detail())
                .contains("shop.people")
                .contains("source.format: debezium-flat")
                .contains("-0@0");
    }

    @Test
    void countersOfSeveralPartitionsAreRefused() throws Exception {
        createTopic(3);
        Running writer = start(MAPPING);

        assertThatThrownBy(writer.end::join)
                .hasCauseInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("with 3 partitions; expected 1")
                .hasMessageContaining("redis[1] (counter people) of shop.people");
    }

    @Test
    void rowsSpreadByTheirKeyMayHaveSeveralPartitions() throws Exception {
        createTopic(3);
        start("table: shop.people\nredis:\n  - hash: person:{id}\n    fields: [name]\n");
        for (int id = 1; id <= 20; id++) {
            row("r", id, "n" + id, "true", 100);
        }

        await().untilAsserted(() -> assertThat(redis.keys("person:*")).hasSize(20));
    }

    private record Running(Writer writer, CompletableFuture<Void> end, SimpleMeterRegistry meters) {
        double repeats() {
            return meters.get("rowcast.writer.repeats").counter().count();
        }
    }

    private Running start(String mapping) {
        TableSchema schema = new TableSchema(
                TABLE,
                List.of(new Column("id", ColumnType.INTEGER, false), new Column("name", ColumnType.TEXT, true)),
                List.of("id"));
        ConnectSource source = new ConnectSource(
                name,
                false,
                new ConnectModes(null, null, null),
                Map.of(TABLE, schema),
                Map.of(
                        TABLE,
                        Map.of(
                                "id", new ColumnDefinition("int", 10, 0, false, false),
                                "name", new ColumnDefinition("varchar", 0, 0, true, false))));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Writer writer = new Writer(
                name,
                kafka,
                connector,
                TestMappings.of(mapping),
                source,
                FlowSettings.DEFAULT,
                meters,
                Tracing.NONE,
                Clock.systemUTC());
        writers.add(writer);
        return new Running(writer, CompletableFuture.runAsync(writer::run, task -> new Thread(task).start()), meters);
    }

    private void createTopic(int partitions) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(name + "." + TABLE, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    private void row(String op, int id, String person, String snapshot, long pos) throws Exception {
        String row = "{\"id\":" + id + ",\"name\":\"" + person + "\"}";
        send(
                "{\"id\":" + id + "}",
                "{\"before\":null,\"after\":" + row + ",\"source\":{\"ts_ms\":1700000000000,\"snapshot\":\"" + snapshot
                        + "\",\"file\":\"binlog.000001\",\"pos\":" + pos + ",\"row\":0},\"op\":\"" + op + "\"}");
    }

    private void send(String value) throws Exception {
        send(null, value);
    }

    private void send(@Nullable String key, String value) throws Exception {
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(name + "." + TABLE, keyBytes, value.getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    private void awaitPeople(String count) {
        await("people").untilAsserted(() -> assertThat(redis.get("people")).isEqualTo(count));
    }
}

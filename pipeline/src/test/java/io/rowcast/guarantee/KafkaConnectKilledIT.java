package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.ConnectProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Topics that a real Kafka Connect worker with the stock Debezium connector fills, and that get repeats since it is
 * killed: as JSON with schemas, without, and as flat rows.
 */
class KafkaConnectKilledIT {
    private static final Map<String, String> NO_SCHEMAS = Map.of(
            "key.converter", "org.apache.kafka.connect.json.JsonConverter",
            "key.converter.schemas.enable", "false",
            "value.converter", "org.apache.kafka.connect.json.JsonConverter",
            "value.converter.schemas.enable", "false");
    private static final Map<String, String> FLAT = Map.of(
            "transforms", "unwrap",
            "transforms.unwrap.type", "io.debezium.transforms.ExtractNewRecordState",
            "transforms.unwrap.delete.tombstone.handling.mode", "tombstone",
            "decimal.handling.mode", "string");
    private static final List<String> TABLES = Stream.of("accounts", "order_lines", "members", "arrivals", "archive")
            .map(table -> "guarantee." + table)
            .toList();
    private static final int KILLS = 2;
    private static final int COMMITS_BETWEEN = 700;
    private static final int ARCHIVED = 2_000;

    @Test
    void everyChangeTakesEffectOnceAlthoughKafkaHoldsSomeTwice() throws SQLException, IOException {
        Schema.create(TestServers.mysql(), ARCHIVED);
        try (var client = TestServers.redis().client().connect()) {
            client.sync().flushall();
        }
        try (ConnectProcess worker = ConnectProcess.start(
                        "connect", "guarantee", Map.of("described", Map.of(), "plain", NO_SCHEMAS, "flat", FLAT));
                ConnectPipeline described = pipeline("described", "format: debezium", 1);
                ConnectPipeline plain = pipeline("plain", "format: debezium, decimals: precise", 2);
                ConnectPipeline flat = new ConnectPipeline(
                        RowcastSettings.connect("flat", "format: debezium-flat", 3, Schema.flatMappings()),
                        KafkaConnectKilledIT::isFlat)) {
            List<ConnectPipeline> all = List.of(described, plain, flat);
            awaitAll(worker, all);
            List<Observer> observers = List.of(
                    new NeverBackInTime(described.open()),
                    new NeverBackInTime(plain.open()),
                    new ExactlyOnce(described.redis),
                    new ExactlyOnce(plain.redis));
            try (Clients clients = Clients.start(TestServers::mysql, Clients.Work.ALL, 4711)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    clients.awaitCommits(COMMITS_BETWEEN);
                    worker.killAndRestart();
                }
                clients.awaitCommits(COMMITS_BETWEEN);
            }
            awaitAll(worker, all);
            observers.forEach(Observer::verify);
            observers.forEach(Observer::close);
            assertRepeats(described);
            assertRepeats(plain);
            System.out.println("flat: " + scan(flat));
            assertThat(scan(flat).tombstones()).as("tombstones among flat rows").isPositive();
            assertNoDeadLetters(all);
        }
    }

    private static ConnectPipeline pipeline(String name, String source, int database) {
        return new ConnectPipeline(RowcastSettings.connect(name, source, database, Schema.mappings()), key -> true);
    }

    private static boolean isFlat(String key) {
        return Stream.of("account:", "order-line:", "order:", "order-note:", "member:")
                        .anyMatch(key::startsWith)
                && !key.startsWith("member:by-email:");
    }

    private static void awaitAll(ConnectProcess worker, List<ConnectPipeline> pipelines) {
        try {
            pipelines.forEach(ConnectPipeline::awaitCaughtUp);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + worker.logTail(), e);
        }
    }

    private static void assertRepeats(ConnectPipeline pipeline) {
        ConnectTopicScan scan = scan(pipeline);
        System.out.println(pipeline.settings.name() + ": " + scan);
        assertThat(scan.repeats()).as("repeats in Kafka").isPositive();
        assertThat(scan.deletes()).as("deletes in Kafka").isPositive();
        assertThat(scan.tombstones()).as("tombstones in Kafka").isGreaterThanOrEqualTo(scan.deletes());
        assertThat(pipeline.writer.metric("rowcast_writer_repeats_total"))
                .as("repeats passed over")
                .isEqualTo(scan.repeats());
    }

    private static ConnectTopicScan scan(ConnectPipeline pipeline) {
        List<String> tables = pipeline.settings.name().equals("flat") ? TABLES.subList(0, 3) : TABLES;
        return ConnectTopicScan.of(pipeline.settings.bootstrap(), pipeline.settings.name(), tables);
    }

    private static void assertNoDeadLetters(List<ConnectPipeline> pipelines) {
        for (ConnectPipeline pipeline : pipelines) {
            var topics = new PipelineTopics(pipeline.settings.bootstrap(), pipeline.settings.name());
            assertThat(topics.records("dead-letters")).as("dead letters").isZero();
        }
    }
}

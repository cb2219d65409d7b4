package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.rowcast.fixture.Collector;
import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Traces of changes through a whole pipeline, at a collector that is there, is not, or is not told of any. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TracingIT {
    private static final String TOPIC = "tracing.traced.people";

    @TempDir
    private static Path folder;

    private static Connection mysql;
    private static RedisView view;
    private static RedisClusterCommands<String, String> redis;
    private static Collector collector;
    private static RowcastProcess process;

    @BeforeAll
    static void start() throws Exception {
        TestServers.mysql().createDatabase("traced");
        mysql = TestServers.mysql().root();
        mysql.setCatalog("traced");
        execute("CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(40))");
        execute("INSERT INTO people VALUES (1, 'of the snapshot')");
        view = TestServers.redis().open();
        redis = view.sync();
        redis.flushall();
        collector = new Collector();
        process = start("ratio: 1");
    }

    @AfterAll
    static void stop() throws Exception {
        process.close();
        collector.close();
        view.close();
        mysql.close();
    }

    private static RowcastProcess start(String ratio) throws Exception {
        Path mappings = Files.writeString(folder.resolve("people.yml"), """
                table: traced.people
                redis:
                  - hash: traced:{id}
                """);
        RowcastProcess started = RowcastProcess.start(
                "run",
                RowcastSettings.external("tracing", mappings)
                        .with("tracing: {endpoint: \"%s\", %s}".formatted(collector.endpoint(), ratio)));
        started.await("there", () -> redis.exists("traced:1") == 1);
        return started;
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = mysql.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, Object> attributes(Span span) {
        return Collector.attributes(span);
    }

    @Test
    @Order(1)
    void aChangeIsOneTraceOfTheReaderAndTheWriterAndShowsNoValues() throws Exception {
        execute("INSERT INTO people VALUES (2, 'unspeakable')");

        process.await("traced", () -> collector.spans().size() == 2);
        Span sent = collector.spans().get(0);
        Span processed = collector.spans().get(1);
        assertThat(sent.getName()).isEqualTo("send " + TOPIC);
        assertThat(sent.getKind()).isEqualTo(SpanKind.SPAN_KIND_PRODUCER);
        assertThat(sent.getParentSpanId().isEmpty()).isTrue();
        assertThat(attributes(sent))
                .contains(
                        entry("messaging.system", "kafka"),
                        entry("messaging.destination.name", TOPIC),
                        entry("rowcast.table", "traced.people"),
                        entry("rowcast.operation", "c"))
                .containsKeys("rowcast.gtid", "rowcast.binlog.file", "rowcast.binlog.position");
        assertThat(processed.getName()).isEqualTo("process " + TOPIC);
        assertThat(processed.getKind()).isEqualTo(SpanKind.SPAN_KIND_CONSUMER);
        assertThat(processed.getTraceId()).isEqualTo(sent.getTraceId());
        assertThat(processed.getParentSpanId()).isEqualTo(sent.getSpanId());
        assertThat(attributes(processed))
                .contains(
                        entry(
                                "messaging.destination.partition.id",
                                attributes(sent).get("messaging.destination.partition.id")),
                        entry("messaging.consumer.group.name", "tracing"),
                        entry("rowcast.commands", 1L),
                        entry("rowcast.dead_letter", false))
                .containsKey("messaging.kafka.offset");
        assertThat(sent.getEvents(0).getName()).isEqualTo("read");
        assertThat(processed.getEvents(0).getName()).isEqualTo("mapped");
        assertThat(List.of(
                        sent.getStartTimeUnixNano(),
                        sent.getEvents(0).getTimeUnixNano(),
                        sent.getEndTimeUnixNano(),
                        processed.getEvents(0).getTimeUnixNano(),
                        processed.getEndTimeUnixNano()))
                .isSorted();
        assertThat(collector.senders())
                .allSatisfy(sender -> assertThat(sender)
                        .containsEntry("service.name", "tracing")
                        .containsKeys("service.instance.id", "service.version"));
        assertThat(collector.spans().toString()).doesNotContain("unspeakable");
    }

    @Test
    @Order(2)
    void aChangeThatRedisRefusesIsSeenToBeADeadLetter() throws Exception {
        redis.set("traced:3", "no hash");
        execute("INSERT INTO people VALUES (3, 'refused')");

        process.await("traced", () -> collector.spans().size() == 4);
        Span processed = collector.spans().get(3);
        assertThat(attributes(processed)).containsEntry("rowcast.dead_letter", true);
        assertThat(processed.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
    }

    @Test
    @Order(3)
    void aCollectorThatIsAwayHoldsUpNothing() throws Exception {
        collector.close();

        execute("INSERT INTO people WITH RECURSIVE n(id) AS (SELECT 100 UNION ALL SELECT id + 1 FROM n WHERE id < 900)"
                + " SELECT id, 'one of many' FROM n");
        for (int id = 1000; id < 1100; id++) {
            execute("INSERT INTO people VALUES (" + id + ", 'one by one')");
        }

        process.await("done", () -> redis.exists("traced:900", "traced:1099") == 2);
        assertThat(process.isReady()).isTrue();
        assertThat(process.terminate()).isEqualTo(RowcastProcess.TERMINATED);
    }

    @Test
    @Order(4)
    void noneIsTracedWhenNoneIsToBe() throws Exception {
        collector = new Collector();
        process = start("ratio: 0");
        execute("INSERT INTO people VALUES (4, 'unseen')");

        process.await("there", () -> redis.exists("traced:4") == 1);
        assertThat(process.terminate()).isEqualTo(RowcastProcess.TERMINATED);
        assertThat(collector.spans()).isEmpty();
    }
}

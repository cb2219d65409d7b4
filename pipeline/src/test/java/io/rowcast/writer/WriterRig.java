package io.rowcast.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowcast.config.FlowSettings;
import io.rowcast.fixture.LettuceClients;
import io.rowcast.fixture.TestServers;
import io.rowcast.redis.RedisConnector;
import io.rowcast.trace.Tracing;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The writers of one pipeline, an empty Redis, and the feeds of their tables. */
final class WriterRig implements AutoCloseable {
    /** Of the table that {@link TableFeed} writes. */
    static final String PEOPLE = """
            table: shop.people
            redis:
              - hash: person:{id}
              - counter: people
              - counter: credit
                sum: credit
            """;

    final String name = "w" + UUID.randomUUID();
    final RedisCommands<String, String> redis;
    final List<Running> writers = new ArrayList<>();

    /** Of the writers that are started from here on. */
    FlowSettings flow = FlowSettings.DEFAULT;

    private final List<AutoCloseable> feeds = new ArrayList<>();
    private final RedisConnector connector =
            new RedisConnector(TestServers.redis().uri());
    private final RedisClient client = TestServers.redis().client();

    WriterRig() {
        redis = client.connect().sync();
        redis.flushall();
    }

    /** A writer at work. */
    record Running(Writer writer, CompletableFuture<Void> end, SimpleMeterRegistry meters) {

        double count(String meter) {
            return meters.find(meter).counters().stream()
                    .mapToDouble(counter -> counter.count())
                    .sum();
        }

        /** No number while there is no such meter, as no table is there yet. */
        double gauge(String meter) {
            Gauge gauge = meters.find(meter).gauge();
            return gauge == null ? Double.NaN : gauge.value();
        }
    }

    TableFeed feed(TableFeed feed) {
        feeds.add(feed);
        return feed;
    }

    /** People in so many partitions, their topics created. */
    TableFeed people(int partitions) throws Exception {
        return feed(new TableFeed(name, partitions)).createTopics();
    }

    Running start() {
        return start(TestMappings.of(PEOPLE));
    }

    Running start(MappingSource mappings) {
        return start(mappings, Clock.systemUTC());
    }

    Running start(MappingSource mappings, Clock clock) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Map<String, Object> kafka =
                Map.of("bootstrap.servers", TestServers.kafka().bootstrap());
        Writer writer = new Writer(name, kafka, connector, mappings, flow, meters, Tracing.NONE, clock);
        Running running =
                new Running(writer, CompletableFuture.runAsync(writer::run, task -> new Thread(task).start()), meters);
        writers.add(running);
        return running;
    }

    void awaitEqual(String key, String value) {
        await(key)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(redis.get(key)).isEqualTo(value));
    }

    /** The key of the watermark of a partition. */
    String watermark(String topic, int partition) {
        return "rowcast:" + name + ":watermark:" + topic + "-" + partition;
    }

    @Override
    public void close() throws Exception {
        writers.forEach(running -> running.writer().close());
        for (AutoCloseable feed : feeds) {
            feed.close();
        }
        connector.close();
        LettuceClients.shutdown(client);
    }
}

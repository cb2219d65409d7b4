package io.rowcast.writer;

import static io.rowcast.writer.TableFeed.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowcast.config.MappingText;
import io.rowcast.fixture.TestServers;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.Health;
import io.rowcast.model.TablePattern;
import io.rowcast.redis.RedisConnector;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriterIT {
    private static final String MAPPING = """
            table: shop.people
            redis:
              - hash: person:{id}
              - counter: people
              - counter: credit
                sum: credit
            """;

    private final String name = "w" + UUID.randomUUID();
    private final List<Running> writers = new ArrayList<>();
    private final RedisConnector connector =
            new RedisConnector(TestServers.redis().uri());
    private final RedisClient client = TestServers.redis().client();
    private final RedisCommands<String, String> redis = client.connect().sync();

    @SuppressWarnings("NullAway.Init") // each test makes its own
    private TableFeed feed;

    private record Running(Writer writer, CompletableFuture<Void> end, SimpleMeterRegistry meters) {
        double count(String meter) {
            return meters.find(meter).counters().stream()
                    .mapToDouble(counter -> counter.count())
                    .sum();
        }
    }

    @BeforeEach
    void emptyRedis() {
        redis.flushall();
    }

    @AfterEach
    void close() {
        writers.forEach(running -> running.writer().close());
        feed.close();
        connector.close();
        client.shutdown();
    }

    @Test
    void aSnapshotAndItsChangesArriveAndAreMarkedComplete() throws Exception {
        feed = new TableFeed(name, 1).createTopics();
        redis.set("person:99", "left over from before the snapshot");
        start();
        feed.reset("g1");
        feed.change(1, "r", null, person(1, "Ann", "2.50"));
        feed.change(2, "r", null, person(2, "Bob", "1.00"));
        feed.complete("g1");
        feed.change(2, "d", person(2, "Bob", "1.00"), null);
        feed.change(1, "u", person(1, "Ann", "2.50"), person(1, "Ann", "3.25"));

        awaitEqual("credit", "3.25");
        assertThat(redis.hgetall("person:1"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("id", "1", "name", "Ann", "credit", "3.25"));
        assertThat(redis.exists("person:2", "person:99")).isZero();
        assertThat(redis.get("people")).isEqualTo("1");
        assertThat(redis.get("rowcast:" + name + ":complete:shop.people")).isEqualTo("g1");
    }

    @Test
    void whatCannotBeDecodedMappedOrAppliedIsADeadLetterAndTheRestIsApplied() throws Exception {
        feed = new TableFeed(name, 1).createTopics();
        feed.reset("g1");
        feed.raw(1, "garbage");
        feed.change(2, "c", null, person(2, "Bob", "1.00"));
        Running running = start();
        awaitEqual("people", "1");
        redis.set("person:3", "somebody else's");
        feed.change(3, "c", null, person(3, "Cid", "1.00"));
        feed.change(4, "c", null, person(4, "Dee", "1.00"));

        awaitEqual("people", "3");
        List<ConsumerRecord<byte[], byte[]>> letters = deadLetters(2);
        assertThat(text(letters.get(0).value())).isEqualTo("garbage");
        assertThat(header(letters.get(0), "rowcast.reason")).startsWith("expected JSON");
        assertThat(header(letters.get(0), "rowcast.table")).isEqualTo("shop.people");
        assertThat(header(letters.get(0), "rowcast.position")).isEqualTo(feed.topic() + "-0@1");
        assertThat(text(letters.get(1).value())).contains("Cid");
        assertThat(header(letters.get(1), "rowcast.reason"))
                .startsWith("WRONGTYPE")
                .contains("HSET of person:3");
        assertThat(redis.get("person:3")).isEqualTo("somebody else's");
        assertThat(redis.hget("person:4", "name")).isEqualTo("Dee");
        assertThat(running.count("rowcast.writer.dead.letters")).isEqualTo(2);
    }

    @Test
    void aFailureThatADeadWriterDidNotSeeIsADeadLetterAllTheSame() throws Exception {
        feed = new TableFeed(name, 1).createTopics();
        feed.reset("g1");
        Running first = start();
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        awaitEqual("people", "1");
        first.writer().close();
        // As if a writer had applied the next two rows, one of them in vain, and died before it looked.
        redis.set("person:2", "somebody else's");
        feed.change(2, "c", null, person(2, "Bob", "1.00"));
        feed.change(3, "c", null, person(3, "Cid", "1.00"));
        redis.hset(watermark(0), "offset", "4");
        redis.hset("person:3", "name", "applied by the dead one");
        redis.set("people", "3");

        Running second = start();
        feed.change(4, "c", null, person(4, "Dee", "1.00"));

        awaitEqual("people", "4");
        assertThat(redis.hget("person:3", "name")).isEqualTo("applied by the dead one");
        assertThat(text(deadLetters(1).get(0).value())).contains("Bob");
        assertThat(second.count("rowcast.writer.dead.letters")).isEqualTo(1);
    }

    @Test
    void aResetSweepsOnceBetweenOldAndNewRowsOfAllPartitionsAndWriters() throws Exception {
        feed = new TableFeed(name, 4).createTopics();
        start();
        start();
        feed.reset("g1");
        for (int id = 0; id < 200; id++) {
            feed.change(id, "r", null, person(id, "old", "1.00"));
        }
        awaitEqual("people", "200");
        feed.reset("g2");
        for (int id = 100; id < 250; id++) {
            feed.change(id, "r", null, person(id, "new", "0.50"));
        }
        feed.complete("g2");

        awaitEqual("people", "150");
        awaitEqual("credit", "75.00");
        awaitEqual("rowcast:" + name + ":complete:shop.people", "g2");
        assertThat(redis.keys("person:*")).hasSize(150);
        assertThat(writers)
                .allSatisfy(running ->
                        assertThat(running.count("rowcast.writer.rows")).isPositive());
    }

    @Test
    void aRedisThatWasWipedIsBuiltAgain() throws Exception {
        feed = new TableFeed(name, 1).createTopics();
        Running running = start();
        feed.reset("g1");
        for (int id = 0; id < 100; id++) {
            feed.change(id, "c", null, person(id, "Ann", "1.10"));
        }
        awaitEqual("credit", "110.00");

        redis.flushall();

        awaitEqual("credit", "110.00");
        awaitEqual("people", "100");
        assertThat(running.count("rowcast.writer.rewinds")).isEqualTo(1);
    }

    @Test
    void aRedisThatWentBackInTimeIsBroughtForward() throws Exception {
        feed = new TableFeed(name, 1).createTopics();
        Running running = start();
        feed.reset("g1");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        awaitEqual("people", "1");
        Map<String, String> earlier = redis.hgetall(watermark(0));
        feed.change(2, "c", null, person(2, "Bob", "1.00"));
        awaitEqual("people", "2");

        redis.multi();
        redis.set("people", "1");
        redis.set("credit", "1.00");
        redis.del("person:2");
        redis.hset(watermark(0), earlier);
        redis.exec();

        awaitEqual("people", "2");
        await().untilAsserted(() ->
                assertThat(running.count("rowcast.writer.rewinds")).isEqualTo(1));
        assertThat(redis.hget("person:2", "name")).isEqualTo("Bob");
    }

    @Test
    void aWriterThatLostItsLaneJoinsTheGroupAnew() throws Exception {
        feed = new TableFeed(name, 1).createTopics();
        Running running = start();
        feed.reset("g1");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        awaitEqual("people", "1");

        redis.hset(watermark(0), "owner", "another writer");
        feed.change(2, "c", null, person(2, "Bob", "1.00"));

        awaitEqual("people", "2");
        assertThat(running.count("rowcast.writer.fenced")).isEqualTo(1);
    }

    @Test
    void withoutAWatermarkATopicThatDoesNotBeginWithASnapshotHaltsTheWriter() throws Exception {
        feed = new TableFeed(name, 1).createTopics();
        feed.change(1, "u", person(1, "Ann", "1.00"), person(1, "Ann", "2.00"));
        Running running = start();

        assertThat(running.end())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(HaltException.class)
                .withMessageContaining(feed.topic() + "-0")
                .withMessageContaining("rowcast recover");
        assertThat(running.writer().health().state()).isEqualTo(Health.State.HALTED);
        assertThat(redis.hget(watermark(0), "offset")).isNull();
    }

    @Test
    void aRecreatedTopicIsTakenUpFromItsBeginning() throws Exception {
        feed = new TableFeed(name, 1).createTopics();
        Running first = start();
        feed.reset("g1");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        feed.change(2, "c", null, person(2, "Bob", "1.00"));
        awaitEqual("people", "2");
        first.writer().close();
        feed.deleteTable();
        feed.createTable();
        feed.reset("g2");
        feed.change(7, "r", null, person(7, "Gus", "4.00"));

        start();

        awaitEqual("credit", "4.00");
        assertThat(redis.keys("person:*")).containsExactly("person:7");
    }

    private Running start() {
        List<MappingFile> files = MappingFile.parse(List.of(new MappingText("people.yml", MAPPING)));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Writer writer = new Writer(
                name,
                feed.kafka(),
                connector,
                files.stream()
                        .flatMap(file -> file.tables().stream())
                        .map(TablePattern::table)
                        .toList(),
                schemas -> MappingCompiler.compile(files, schemas),
                meters,
                Clock.systemUTC());
        Running running =
                new Running(writer, CompletableFuture.runAsync(writer::run, task -> new Thread(task).start()), meters);
        writers.add(running);
        return running;
    }

    private void awaitEqual(String key, String value) {
        await(key)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(redis.get(key)).isEqualTo(value));
    }

    private String watermark(int partition) {
        return "rowcast:" + name + ":watermark:" + feed.topic() + "-" + partition;
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        Map<String, Object> settings = new HashMap<>(feed.kafka());
        TopicPartition topic = new TopicPartition(name + ".dead-letters", 0);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(topic));
            consumer.seekToBeginning(List.of(topic));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
                return letters.size() >= count;
            });
        }
        assertThat(letters).hasSize(count);
        return letters;
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String header) {
        return text(letter.headers().lastHeader(header).value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

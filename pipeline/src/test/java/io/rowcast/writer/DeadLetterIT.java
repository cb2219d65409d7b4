package io.rowcast.writer;

import static io.rowcast.writer.TableFeed.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rowcast.fixture.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLetterIT {
    private final WriterRig rig = new WriterRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void whatCannotBeDecodedMappedOrAppliedIsADeadLetterAndTheRestIsApplied() throws Exception {
        TableFeed feed = rig.people(1);
        feed.reset("g1");
        feed.raw(1, "garbage");
        feed.change(2, "c", null, person(2, "Bob", "1.00"));
        WriterRig.Running running = rig.start();
        rig.awaitEqual("people", "1");
        rig.redis.set("person:3", "somebody else's");
        feed.change(3, "c", null, person(3, "Cid", "1.00"));
        feed.change(4, "c", null, person(4, "Dee", "1.00"));

        rig.awaitEqual("people", "3");
        List<ConsumerRecord<byte[], byte[]>> letters = read(2);
        assertThat(text(letters.get(0).value())).isEqualTo("garbage");
        assertThat(header(letters.get(0), "rowcast.reason")).startsWith("expected JSON");
        assertThat(header(letters.get(0), "rowcast.table")).isEqualTo("shop.people");
        assertThat(header(letters.get(0), "rowcast.position")).isEqualTo(feed.topic() + "-0@1");
        assertThat(text(letters.get(1).value())).contains("Cid");
        assertThat(header(letters.get(1), "rowcast.reason"))
                .startsWith("WRONGTYPE")
                .endsWith("(HSET of person:{id})");
        assertThat(rig.redis.get("person:3")).isEqualTo("somebody else's");
        assertThat(rig.redis.hget("person:4", "name")).isEqualTo("Dee");
        assertThat(running.count("rowcast.writer.dead.letters")).isEqualTo(2);
    }

    @Test
    void aFailureThatADeadWriterDidNotSeeIsADeadLetterAllTheSame() throws Exception {
        TableFeed feed = rig.people(1);
        feed.reset("g1");
        WriterRig.Running first = rig.start();
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        rig.awaitEqual("people", "1");
        first.writer().close();
        // As if a writer had applied the next two rows, one of them in vain, and died before it looked.
        rig.redis.set("person:2", "somebody else's");
        feed.change(2, "c", null, person(2, "Bob", "1.00"));
        feed.change(3, "c", null, person(3, "Cid", "1.00"));
        rig.redis.hset(rig.watermark(feed.topic(), 0), "offset", "4");
        rig.redis.hset("person:3", "name", "applied by the dead one");
        rig.redis.set("people", "3");

        WriterRig.Running second = rig.start();
        feed.change(4, "c", null, person(4, "Dee", "1.00"));

        rig.awaitEqual("people", "4");
        assertThat(rig.redis.hget("person:3", "name")).as("sent again").isEqualTo("Cid");
        assertThat(text(read(1).get(0).value())).contains("Bob");
        assertThat(second.count("rowcast.writer.dead.letters")).isEqualTo(1);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(int count) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestServers.kafka().bootstrap());
        TopicPartition topic = new TopicPartition(rig.name + ".dead-letters", 0);
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

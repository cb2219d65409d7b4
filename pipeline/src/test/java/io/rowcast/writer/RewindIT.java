package io.rowcast.writer;

import static io.rowcast.writer.TableFeed.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rowcast.model.Health;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RewindIT {
    private final WriterRig rig = new WriterRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void aRedisThatWasWipedIsBuiltAgain() throws Exception {
        TableFeed feed = rig.people(1);
        WriterRig.Running running = rig.start();
        feed.reset("g1");
        for (int id = 0; id < 100; id++) {
            feed.change(id, "c", null, person(id, "Ann", "1.10"));
        }
        rig.awaitEqual("credit", "110.00");

        rig.redis.flushall();

        rig.awaitEqual("credit", "110.00");
        rig.awaitEqual("people", "100");
        assertThat(running.count("rowcast.writer.rewinds")).isEqualTo(1);
    }

    @Test
    void whatRedisHadBeforeTheWriterStartedIsMissedToo() throws Exception {
        TableFeed feed = rig.people(1);
        WriterRig.Running first = rig.start();
        feed.reset("g1");
        feed.change(1, "c", null, person(1, "Ann", "1.10"));
        rig.awaitEqual("people", "1");
        first.writer().close();
        WriterRig.Running second = rig.start();
        await().until(() -> second.gauge("rowcast.writer.lag.records") == 0
                && !Map.of().equals(second.writer().status().get("offsets")));

        rig.redis.flushall();

        rig.awaitEqual("credit", "1.10");
        assertThat(second.count("rowcast.writer.rewinds")).isEqualTo(1);
        assertThat(second.count("rowcast.writer.rewound.records")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aRedisThatWentBackInTimeIsBroughtForward() throws Exception {
        TableFeed feed = rig.people(1);
        WriterRig.Running running = rig.start();
        feed.reset("g1");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        rig.awaitEqual("people", "1");
        Map<String, String> earlier = rig.redis.hgetall(rig.watermark(feed.topic(), 0));
        feed.change(2, "c", null, person(2, "Bob", "1.00"));
        rig.awaitEqual("people", "2");

        rig.redis.multi();
        rig.redis.set("people", "1");
        rig.redis.set("credit", "1.00");
        rig.redis.del("person:2");
        rig.redis.hset(rig.watermark(feed.topic(), 0), earlier);
        rig.redis.exec();

        rig.awaitEqual("people", "2");
        await().untilAsserted(() ->
                assertThat(running.count("rowcast.writer.rewinds")).isEqualTo(1));
        assertThat(rig.redis.hget("person:2", "name")).isEqualTo("Bob");
    }

    @Test
    void whatHadExpiredDoesNotComeBackForAllOfItsTime() throws Exception {
        TestMappings mappings = TestMappings.of("""
                table: shop.people
                redis:
                  - hash: person:{id}
                    ttl: 24h
                  - string: session:{id}
                    value: "{name}"
                    ttl: 1h
                  - counter: people
                """);
        TableFeed feed = rig.people(1);
        WriterRig.Running first = rig.start(mappings);
        feed.reset("g1");
        feed.change(1, "c", null, person(1, "Ann", "1.10"));
        rig.awaitEqual("people", "1");
        assertThat(rig.redis.ttl("session:1")).isBetween(3500L, 3600L);
        first.writer().close();

        rig.redis.flushall();
        rig.start(mappings, Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));

        rig.awaitEqual("people", "1");
        assertThat(rig.redis.ttl("session:1")).isBetween(1L, 60L);
        assertThat(rig.redis.ttl("person:1")).isBetween(21 * 3600L, 22 * 3600L);
    }

    @Test
    void withoutAWatermarkATopicThatDoesNotBeginWithASnapshotHaltsTheWriter() throws Exception {
        TableFeed feed = rig.people(1);
        feed.change(1, "u", person(1, "Ann", "1.00"), person(1, "Ann", "2.00"));
        WriterRig.Running running = rig.start();

        assertThat(running.end())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(HaltException.class)
                .withMessageContaining(feed.topic() + "-0")
                .withMessageContaining("rowcast recover");
        assertThat(running.writer().health().state()).isEqualTo(Health.State.HALTED);
        assertThat(rig.redis.hget(rig.watermark(feed.topic(), 0), "offset")).isNull();
    }

    @Test
    void aRecreatedTopicIsTakenUpFromItsBeginning() throws Exception {
        TableFeed feed = rig.people(1);
        WriterRig.Running first = rig.start();
        feed.reset("g1");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        feed.change(2, "c", null, person(2, "Bob", "1.00"));
        rig.awaitEqual("people", "2");
        first.writer().close();
        feed.deleteTable();
        feed.createTable();
        feed.reset("g2");
        feed.change(7, "r", null, person(7, "Gus", "4.00"));

        rig.start();

        rig.awaitEqual("credit", "4.00");
        assertThat(rig.redis.keys("person:*")).containsExactly("person:7");
    }
}

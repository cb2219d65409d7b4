package io.rowcast.writer;

import static io.rowcast.writer.TableFeed.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rowcast.fixture.TestServers;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import io.rowcast.redis.Batch;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.Origin;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.RedisSession;
import io.rowcast.redis.Watermark;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A writer died before it saw what Redis said to its last batch, and keys were changed before the next one looks. */
class RecheckIT {
    private static final String MAPPING = """
            table: shop.people
            redis:
              - hash: person:{id}
              - list: arrivals:{id}
                value: "{name}"
              - counter: people
              - counter: credit
                sum: credit
            """;

    private final WriterRig rig = new WriterRig();
    private final RedisConnector connector =
            new RedisConnector(TestServers.redis().uri());
    private TableFeed feed;
    private LaneId lane;
    private LetterDesk desk;

    @BeforeEach
    void open() throws Exception {
        feed = rig.people(1);
        feed.reset("g1");
        lane = new LaneId(feed.topic(), 0);
        desk = new LetterDesk(rig.name, feed.kafka(), connector);
        WriterRig.Running first = rig.start(TestMappings.of(MAPPING));
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        rig.awaitEqual("people", "1");
        await().atMost(Duration.ofSeconds(10)).until(() -> "2".equals(watermark("offset")));
        first.writer().close();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
        connector.close();
        rig.close();
    }

    @Test
    void whatTookEffectIsNotRepeatedAlthoughItsKeysWereTakenSince() throws Exception {
        assertThat(watermark("checked")).as("the last batch is unseen").isEqualTo("1");
        plant("person:1");
        plant("arrivals:1");
        plant("credit");
        goOn("2", 2); // the hash that is gone, and the next row's sum

        restore("person:1");
        restore("arrivals:1");
        restore("credit");
        replay();

        assertThat(rig.redis.lrange("arrivals:1", 0, -1)).containsExactly("Ann");
        assertThat(rig.redis.get("credit")).isEqualTo("3.00");
        assertThat(rig.redis.get("people")).isEqualTo("2");
        assertThat(rig.redis.hget("person:1", "name")).isEqualTo("Ann");
    }

    @Test
    void whatWasRefusedIsADeadLetterAlthoughItsKeysAreBack() throws Exception {
        plant("people");
        plant("credit");
        rig.redis.set("arrivals:2", "planted");
        rig.redis.set("person:2", "planted");
        feed.change(2, "c", null, person(2, "Bob", "2.00"));
        applyAndDie();
        restore("people");
        restore("credit");
        rig.redis.del("arrivals:2", "person:2");
        goOn("2", 1);

        assertThat(rig.redis.hget("person:2", "name")).as("sent again").isEqualTo("Bob");
        assertThat(desk.waiting(any -> true)).extracting(LetterInfo::offset).containsExactly(2L);
        assertThat(desk.content(desk.waiting(any -> true).get(0)).orElseThrow().failed())
                .isEqualTo("RPUSH arrivals:2");
        replay();

        assertThat(rig.redis.lrange("arrivals:2", 0, -1)).containsExactly("Bob");
        assertThat(rig.redis.get("people")).isEqualTo("3");
        assertThat(rig.redis.get("credit")).isEqualTo("5.00");
    }

    /** As the writer does it, but without a look at the reply. */
    private void applyAndDie() throws Exception {
        Map<LaneId, String> keys = Map.of(lane, rig.watermark(feed.topic(), 0));
        List<Command> row = List.of(
                Command.of(Verb.HSET, "person:2", "id", "2", "name", "Bob", "credit", "2.00"),
                Command.of(Verb.RPUSH, "arrivals:2", "Bob"),
                Command.of(Verb.INCRBY, "people", "1"),
                Command.of(Verb.ADD_DECIMAL, "credit", "2.00"));
        String topic = watermark("topic");
        try (RedisSession dead = connector.open()) {
            dead.watch(keys).await();
            Batch batch =
                    new Batch(row, List.of(new Origin(lane, topic, 2, 0)), Map.of(lane, new Watermark(3, 2, topic)));
            assertThat(dead.exec(batch, keys, "dead").await().failures()).hasSize(4);
        }
    }

    /** With another writer and row, which brings the counter to that; and so many letters wait. */
    private void goOn(String people, int letters) throws Exception {
        rig.start(TestMappings.of(MAPPING));
        feed.change(3, "c", null, person(3, "Cid", "2.00"));
        rig.awaitEqual("people", people);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(desk.waiting(any -> true)).hasSize(letters));
    }

    private void plant(String key) {
        rig.redis.rename(key, "aside:" + key);
        rig.redis.sadd(key, "planted");
    }

    private void restore(String key) {
        rig.redis.rename("aside:" + key, key);
    }

    private String watermark(String field) {
        return rig.redis.hget(rig.watermark(feed.topic(), 0), field);
    }

    private void replay() {
        Map<LaneId, Long> asked = desk.ask(LetterAction.REPLAY, Map.of(lane, List.of()));
        await().atMost(Duration.ofSeconds(20)).until(() -> desk.isAnswered(asked));
    }
}

package io.rowcast.writer;

import static io.rowcast.writer.TableFeed.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rowcast.config.FlowSettings;
import io.rowcast.config.Rates;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What became a dead letter holds the later changes of its row, and a replay brings all of them in their order. */
class LetterReplayIT {
    /** People as hashes, in a list, and counted. */
    private static final String LISTED = """
            table: shop.people
            redis:
              - hash: person:{id}
              - list: arrivals:{id}
                value: "{name}"
              - counter: people
            """;

    private final WriterRig rig = new WriterRig();
    private TableFeed feed;
    private LaneId lane;
    private RedisConnector connector;
    private LetterDesk desk;

    @BeforeEach
    void open() throws Exception {
        feed = rig.people(1);
        feed.reset("g1");
        lane = new LaneId(feed.topic(), 0);
        connector = new RedisConnector(io.rowcast.fixture.TestServers.redis().uri());
        desk = new LetterDesk(rig.name, feed.kafka(), connector);
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
        connector.close();
        rig.close();
    }

    @Test
    void laterChangesOfTheRowWaitAndAreReplayedInOrder() throws Exception {
        WriterRig.Running running = begin(LISTED);
        rig.redis.set("person:1", "somebody else's");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        awaitWaiting(1);
        feed.change(1, "u", person(1, "Ann", "1.00"), person(1, "Bea", "1.00"));
        feed.change(2, "c", null, person(2, "Bob", "1.00"));
        rig.awaitEqual("people", "2");
        awaitWaiting(2);
        assertThat(rig.redis.hget("person:2", "name")).isEqualTo("Bob");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> running.writer().health().detail().startsWith("2 dead letters wait"));
        assertThat(running.gauge("rowcast.writer.dead.letters.waiting")).isEqualTo(2);
        assertThat(running.gauge("rowcast.writer.dead.letters.oldest")).isPositive();
        assertThat(desk.waiting(any -> true).get(0).held()).isEqualTo(1);
        assertThat(content(1).reason()).isEqualTo("held behind " + lane + "@1");

        replay();
        assertThat(positions()).as("still planted").containsExactly(1L, 2L);
        rig.redis.del("person:1");
        replay();

        assertThat(positions()).isEmpty();
        assertThat(rig.redis.hget("person:1", "name")).isEqualTo("Bea");
        assertThat(rig.redis.get("people")).as("counted once").isEqualTo("2");
        assertThat(rig.redis.lrange("arrivals:1", 0, -1)).as("arrived once").containsExactly("Ann");
        feed.change(1, "u", person(1, "Bea", "1.00"), person(1, "Cleo", "1.00"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(rig.redis.hget("person:1", "name")).isEqualTo("Cleo"));
        assertThat(running.count("rowcast.writer.dead.letters.replayed")).isEqualTo(2);
    }

    @Test
    void aMendedMappingAndAReplayIsEnough() throws Exception {
        String broken = "table: shop.people\nredis:\n  - hash: person:{id}\n    fields: [{share: 100 / (id - 3)}]\n"
                + "  - counter: people\n";
        rig.start(TestMappings.of(broken));
        feed.change(3, "c", null, person(3, "Cid", "1.00"));
        feed.change(3, "u", person(3, "Cid", "1.00"), person(3, "Dan", "1.00"));
        feed.change(4, "c", null, person(4, "Dee", "1.00"));
        rig.awaitEqual("people", "1");
        awaitWaiting(2);
        rig.writers.get(0).writer().close();

        rig.start(TestMappings.of(broken.replace("(id - 3)", "(id + 1)")));
        feed.change(3, "u", person(3, "Dan", "1.00"), person(3, "Eve", "1.00"));
        awaitWaiting(3);
        replay();

        assertThat(positions()).isEmpty();
        assertThat(rig.redis.hget("person:3", "share")).isEqualTo("25");
        assertThat(rig.redis.get("people")).isEqualTo("2");
    }

    @Test
    void whatAReplayDidWhoseWriterDiedIsNotDoneAgain() throws Exception {
        WriterRig.Running first = begin(LISTED);
        rig.redis.set("person:1", "somebody else's");
        rig.redis.set("arrivals:1", "somebody else's");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        awaitWaiting(1);
        first.writer().close();
        // As if a writer had replayed it when the list was free, and died before it could write that down.
        rig.redis.del("arrivals:1", "person:1");
        rig.redis.rpush("arrivals:1", "Ann");
        String marks = "rowcast:" + rig.name + ":letters:" + lane;
        rig.redis.hset(marks, "1", rig.redis.hget(marks, "1") + " !0");
        rig.start(TestMappings.of(LISTED));

        replay();

        assertThat(positions()).isEmpty();
        assertThat(rig.redis.hget("person:1", "name")).isEqualTo("Ann");
        assertThat(rig.redis.lrange("arrivals:1", 0, -1)).containsExactly("Ann");
        assertThat(rig.redis.get("people")).isEqualTo("1");
    }

    @Test
    void rowsThatMeetInOneKeyKeepTheirOrderToo() throws Exception {
        begin("table: shop.people\nredis:\n  - string: by-name:{name}\n    value: \"{id}\"\n"
                + "  - list: log:{name}\n    value: \"{id}\"\n");
        rig.redis.set("log:ann", "somebody else's");
        feed.change(1, "c", null, person(1, "ann", "1.00"));
        awaitWaiting(1);
        feed.change(1, "u", person(1, "ann", "1.00"), person(1, "gone", "1.00"));
        feed.change(2, "c", null, person(2, "ann", "1.00"));
        feed.change(3, "c", null, person(3, "bob", "1.00"));
        awaitWaiting(3);
        rig.awaitEqual("by-name:bob", "3");
        assertThat(rig.redis.get("by-name:ann")).isEqualTo("1");

        rig.redis.del("log:ann");
        replay();

        assertThat(positions()).isEmpty();
        assertThat(rig.redis.get("by-name:ann")).isEqualTo("2");
        assertThat(rig.redis.get("by-name:gone")).isEqualTo("1");
        assertThat(rig.redis.lrange("log:ann", 0, -1)).containsExactly("1", "2");
    }

    @Test
    void aDiscardedLetterIsGivenUpAndTheRowGoesOn() throws Exception {
        begin(LISTED);
        rig.redis.set("person:1", "somebody else's");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        awaitWaiting(1);
        feed.change(1, "u", person(1, "Ann", "1.00"), person(1, "Bea", "1.00"));
        awaitWaiting(2);
        rig.redis.del("person:1");

        finish(desk.ask(LetterAction.DISCARD, Map.of(lane, List.of(1L))));
        assertThat(positions()).containsExactly(2L);
        replay();

        assertThat(positions()).isEmpty();
        assertThat(rig.redis.hget("person:1", "name")).isEqualTo("Bea");
    }

    @Test
    void aResetMakesOlderLettersObsolete() throws Exception {
        begin(LISTED);
        rig.redis.set("person:1", "somebody else's");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        awaitWaiting(1);
        feed.reset("g2");
        feed.change(1, "c", null, person(1, "New", "1.00"));
        awaitWaiting(0); // the counter is that of before, and then that of after
        rig.awaitEqual("people", "1");
        assertThat(rig.redis.hget("person:1", "name")).isEqualTo("New");
    }

    @Test
    void aTableWithTooManyLettersStandsStillUntilTheyAreReplayed() throws Exception {
        rig.flow = new FlowSettings(3, Rates.UNLIMITED, Rates.UNLIMITED);
        WriterRig.Running running = begin(LISTED);
        rig.redis.set("person:1", "somebody else's");
        feed.change(1, "c", null, person(1, "v0", "1.00"));
        awaitWaiting(1);
        for (int i = 1; i <= 10; i++) {
            feed.change(1, "u", person(1, "v" + (i - 1), "1.00"), person(1, "v" + i, "1.00"));
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> running.writer().health().detail().contains("dead_letters.max_waiting"));
        assertThat(positions()).hasSize(3);
        rig.redis.del("person:1");

        replay();

        assertThat(positions()).isEmpty();
        assertThat(rig.redis.hget("person:1", "name")).isEqualTo("v10");
        assertThat(rig.redis.lrange("arrivals:1", 0, -1)).containsExactly("v0");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> running.writer().health().detail().isEmpty());
    }

    @Test
    void heldRowsAreThoseOfRedisAlsoForAnotherWriter() throws Exception {
        WriterRig.Running first = begin(LISTED);
        rig.redis.set("person:1", "somebody else's");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        awaitWaiting(1);
        first.writer().close();
        rig.start(TestMappings.of(LISTED));
        feed.change(1, "u", person(1, "Ann", "1.00"), person(1, "Bea", "1.00"));
        awaitWaiting(2);
        rig.redis.del("person:1");

        replay();

        assertThat(rig.redis.hget("person:1", "name")).isEqualTo("Bea");
        assertThat(rig.redis.get("people")).isEqualTo("1");
    }

    /** Past the reset, which removes what is planted before. */
    private WriterRig.Running begin(String mapping) {
        WriterRig.Running running = rig.start(TestMappings.of(mapping));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> "1".equals(rig.redis.hget(rig.watermark(feed.topic(), 0), "offset")));
        return running;
    }

    private void awaitWaiting(int count) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(positions()).hasSize(count));
    }

    private List<Long> positions() throws RedisAwayException {
        return desk.waiting(any -> true).stream().map(LetterInfo::offset).toList();
    }

    private LetterContent content(int index) throws RedisAwayException {
        return desk.content(desk.waiting(any -> true).get(index)).orElseThrow();
    }

    private void replay() {
        finish(desk.ask(LetterAction.REPLAY, Map.of(lane, List.of())));
    }

    private void finish(Map<LaneId, Long> asked) {
        await().atMost(Duration.ofSeconds(20)).until(() -> desk.isAnswered(asked));
    }
}

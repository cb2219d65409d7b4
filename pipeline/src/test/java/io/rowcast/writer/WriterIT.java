package io.rowcast.writer;

import static io.rowcast.writer.TableFeed.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Health;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriterIT {
    private final WriterRig rig = new WriterRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void aSnapshotAndItsChangesArriveAndAreMarkedComplete() throws Exception {
        TableFeed feed = rig.people(1);
        rig.redis.set("person:99", "left over from before the snapshot");
        rig.start();
        feed.reset("g1");
        feed.change(1, "r", null, person(1, "Ann", "2.50"));
        feed.change(2, "r", null, person(2, "Bob", "1.00"));
        feed.complete("g1");
        feed.change(2, "d", person(2, "Bob", "1.00"), null);
        feed.change(1, "u", person(1, "Ann", "2.50"), person(1, "Ann", "3.25"));

        rig.awaitEqual("credit", "3.25");
        assertThat(rig.redis.hgetall("person:1"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("id", "1", "name", "Ann", "credit", "3.25"));
        assertThat(rig.redis.exists("person:2", "person:99")).isZero();
        assertThat(rig.redis.get("people")).isEqualTo("1");
        assertThat(rig.redis.get("rowcast:" + rig.name + ":complete:shop.people"))
                .isEqualTo("g1");
    }

    @Test
    void aResetSweepsOnceBetweenOldAndNewRowsOfAllPartitionsAndWriters() throws Exception {
        TableFeed feed = rig.people(4);
        rig.start();
        rig.start();
        feed.reset("g1");
        for (int id = 0; id < 200; id++) {
            feed.change(id, "r", null, person(id, "old", "1.00"));
        }
        rig.awaitEqual("people", "200");
        feed.reset("g2");
        for (int id = 100; id < 250; id++) {
            feed.change(id, "r", null, person(id, "new", "0.50"));
        }
        feed.complete("g2");

        rig.awaitEqual("people", "150");
        rig.awaitEqual("credit", "75.00");
        rig.awaitEqual("rowcast:" + rig.name + ":complete:shop.people", "g2");
        assertThat(rig.redis.keys("person:*")).hasSize(150);
        assertThat(rig.writers)
                .allSatisfy(running ->
                        assertThat(running.count("rowcast.writer.rows")).isPositive());
    }

    @Test
    void aWriterThatLostItsLaneJoinsTheGroupAnew() throws Exception {
        TableFeed feed = rig.people(1);
        WriterRig.Running running = rig.start();
        feed.reset("g1");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        rig.awaitEqual("people", "1");

        rig.redis.hset(rig.watermark(feed.topic(), 0), "owner", "another writer");
        feed.change(2, "c", null, person(2, "Bob", "1.00"));

        rig.awaitEqual("people", "2");
        assertThat(running.count("rowcast.writer.fenced")).isEqualTo(1);
    }

    @Test
    void closingAWriterThatStillWaitsForItsTablesEndsItInPeace() throws Exception {
        rig.feed(new TableFeed(rig.name, 1)).createOwnTopics();
        WriterRig.Running running = rig.start();
        Awaitility.await()
                .untilAsserted(() -> assertThat(running.writer().health())
                        .isEqualTo(
                                new Health(Health.State.STARTING, "waits for the reader to describe [shop.people]")));

        running.writer().close();

        assertThat(running.end()).succeedsWithin(Duration.ofSeconds(5));
    }
}

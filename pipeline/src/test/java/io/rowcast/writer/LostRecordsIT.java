package io.rowcast.writer;

import static io.rowcast.writer.TableFeed.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rowcast.model.Health;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kafka no longer holds what Redis still needs, or holds something else under the name. */
class LostRecordsIT {
    private final WriterRig rig = new WriterRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void retentionThatOvertookTheWriterHaltsItUntilANewSnapshot() throws Exception {
        TableFeed feed = rig.people(1);
        WriterRig.Running first = rig.start();
        feed.reset("g1");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        rig.awaitEqual("people", "1");
        first.writer().close();
        feed.change(2, "c", null, person(2, "Bob", "2.00"));
        feed.change(3, "c", null, person(3, "Eve", "4.00"));
        deleteBefore(feed, 3);

        assertHalts(rig.start(), "topic begins at 3");
        assertThat(rig.redis.get("people")).as("nothing is applied").isEqualTo("1");

        feed.change(4, "c", null, person(4, "Joe", "8.00"));
        feed.reset("g2");
        feed.change(9, "r", null, person(9, "Gus", "16.00"));
        rig.start();
        rig.awaitEqual("credit", "16.00");
        assertThat(rig.redis.keys("person:*")).containsExactly("person:9");
    }

    @Test
    void aRedisThatIsEmptyTakesUpTheNextSnapshot() throws Exception {
        TableFeed feed = rig.people(1);
        feed.change(1, "u", person(1, "Ann", "1.00"), person(1, "Ann", "2.00"));
        assertHalts(rig.start(), "found a row at offset 0");

        feed.reset("g2");
        feed.change(9, "r", null, person(9, "Gus", "16.00"));
        rig.start();
        rig.awaitEqual("credit", "16.00");
        assertThat(rig.redis.keys("person:*")).containsExactly("person:9");
    }

    @Test
    void aTopicThatEndsBeforeWhatRedisHasHaltsTheWriterUntilItIsMadeAnew() throws Exception {
        TableFeed feed = rig.people(1);
        WriterRig.Running first = rig.start();
        feed.reset("g1");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        rig.awaitEqual("people", "1");
        first.writer().close();
        // As if the log had been cut by three records.
        rig.redis.hset(rig.watermark(feed.topic(), 0), Map.of("offset", "5", "checked", "5"));

        assertHalts(rig.start(), "below offset 5, but the topic ends at 2");

        feed.deleteTable();
        feed.createTable();
        feed.reset("g2");
        feed.change(9, "r", null, person(9, "Gus", "16.00"));
        rig.start();
        rig.awaitEqual("credit", "16.00");
        assertThat(rig.redis.keys("person:*")).containsExactly("person:9");
    }

    @Test
    void aTopicRecreatedUnderARunningWriterHaltsItUntilANewSnapshot() throws Exception {
        TableFeed feed = rig.people(1);
        WriterRig.Running running = rig.start();
        feed.reset("g1");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        rig.awaitEqual("people", "1");

        feed.deleteTable();
        feed.createTable();
        feed.change(2, "c", null, person(2, "Bob", "2.00"));
        assertHalts(running, "rowcast recover");
        assertThat(rig.redis.get("people")).as("nothing is applied").isEqualTo("1");

        feed.reset("g2");
        feed.change(9, "r", null, person(9, "Gus", "16.00"));
        rig.start();
        rig.awaitEqual("credit", "16.00");
        assertThat(rig.redis.keys("person:*")).containsExactly("person:9");
    }

    @Test
    void partitionsThatAreAddedAreTakenUpWithTheSnapshotThatFillsThem() throws Exception {
        TableFeed feed = rig.people(1);
        WriterRig.Running first = rig.start();
        WriterRig.Running second = rig.start();
        feed.reset("g1");
        for (int id = 0; id < 20; id++) {
            feed.change(id, "c", null, person(id, "Ann", "1.00"));
        }
        rig.awaitEqual("people", "20");
        try (Admin admin = Admin.create(feed.kafka())) {
            admin.createPartitions(Map.of(feed.topic(), NewPartitions.increaseTo(3)))
                    .all()
                    .get();
        }
        TableFeed wider = rig.feed(new TableFeed(rig.name, 3));
        wider.reset("g2");
        for (int id = 10; id < 40; id++) {
            wider.change(id, "r", null, person(id, "Bob", "2.00"));
        }
        wider.complete("g2");
        rig.awaitEqual("people", "30");
        rig.awaitEqual("credit", "60.00");
        rig.awaitEqual("rowcast:" + rig.name + ":complete:shop.people", "g2");
        assertThat(rig.redis.keys("person:*")).hasSize(30);
        assertThat(List.of(first.end().isDone(), second.end().isDone())).containsOnly(false);
    }

    private static void deleteBefore(TableFeed feed, long offset) throws Exception {
        try (Admin admin = Admin.create(feed.kafka())) {
            TopicPartition partition = new TopicPartition(feed.topic(), 0);
            var begins = admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .lowWatermarks();
            long begin = Objects.requireNonNull(begins.get(partition)).get().lowWatermark();
            assertThat(begin).isEqualTo(offset);
        }
    }

    private static void assertHalts(WriterRig.Running running, String found) {
        assertThat(running.end())
                .failsWithin(Duration.ofSeconds(40))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(HaltException.class)
                .withMessageContaining(found)
                .withMessageContaining("rowcast recover");
        await().until(() -> running.writer().health().state() == Health.State.HALTED);
    }
}

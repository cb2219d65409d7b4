package io.rowcast.writer;

import static io.rowcast.writer.TableFeed.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.Health;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.topic.SchemaVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaVersionIT {
    private static final TableId PEOPLE = TableFeed.SCHEMA.table();
    private static final TableSchema NAMED = TableFeed.SCHEMA;
    private static final TableSchema SETTLED = new TableSchema(
            PEOPLE,
            List.of(
                    new Column("id", ColumnType.INTEGER, false),
                    new Column("credit", ColumnType.DECIMAL, true),
                    new Column("city", ColumnType.TEXT, true)),
            List.of("id"));

    private final WriterRig rig = new WriterRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void eachRecordIsReadAsTheTableWasWhenItWasWrittenAlsoWithinABatch() throws Exception {
        TableFeed feed = rig.people(1).describe(NAMED);
        feed.reset("g1");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        feed.change(2, "c", null, person(2, "Bob", "1.00"));
        feed.describe(SETTLED);
        feed.change(3, "c", null, settled(3, "2.00", "Oslo"));
        feed.change(2, "d", settled(2, "1.00", ""), null);

        WriterRig.Running running = rig.start();

        rig.awaitEqual("credit", "3.00");
        assertThat(rig.redis.hgetall("person:1")).isEqualTo(Map.of("id", "1", "name", "Ann", "credit", "1.00"));
        assertThat(rig.redis.hgetall("person:3")).isEqualTo(Map.of("id", "3", "city", "Oslo", "credit", "2.00"));
        assertThat(rig.redis.exists("person:2")).isZero();
        assertThat(running.meters().get("rowcast.writer.batch.rows").summary().max())
                .as("one batch with rows of both versions")
                .isEqualTo(4);
    }

    @Test
    void aTableWithAnUnknownVersionStopsUntilTheVersionIsDescribed() throws Exception {
        TableFeed feed = rig.people(1).describe(NAMED);
        WriterRig.Running running = rig.start();
        feed.reset("g1");
        feed.change(1, "c", null, person(1, "Ann", "1.00"));
        feed.nameVersion(SchemaVersion.of(SETTLED));
        feed.change(3, "c", null, settled(3, "2.00", "Oslo"));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(running.writer().health().detail())
                        .contains(feed.topic() + "-0@2")
                        .contains("found a record with the version " + SchemaVersion.of(SETTLED)));
        assertThat(rig.redis.get("people")).isEqualTo("1");

        feed.describe(SETTLED);

        rig.awaitEqual("credit", "3.00");
        await().untilAsserted(() -> assertThat(running.writer().health()).isEqualTo(new Health(Health.State.OK, "")));
    }

    private static String settled(int id, String credit, String city) {
        return "{\"id\":" + id + ",\"credit\":\"" + credit + "\",\"city\":\"" + city + "\"}";
    }
}

package io.rowcast.writer;

import static io.rowcast.writer.TableFeed.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.Health;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoppedTableIT {
    private static final TableId THINGS = TableId.parse("shop.things");
    private static final TableSchema NAMELESS = new TableSchema(
            TableFeed.SCHEMA.table(),
            List.of(new Column("id", ColumnType.INTEGER, false), new Column("alias", ColumnType.TEXT, true)),
            List.of("id"));
    private static final String OF_NAME = """
            table: shop.people
            redis:
              - string: person:{id}
                value: "{name}"
            """;
    private static final String OF_ALIAS = OF_NAME.replace("{name}", "{alias}");
    private static final String OF_THINGS = """
            table: shop.things
            redis:
              - counter: things
            """;

    private final WriterRig rig = new WriterRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void aTableWhoseMappingDoesNotFitAnyMoreStopsAloneAndGoesOnWithAMendedFile() throws Exception {
        TableFeed people = rig.people(2).describe(TableFeed.SCHEMA);
        TableFeed things = things();
        WriterRig.Running running = rig.start(TestMappings.of(OF_NAME, OF_THINGS));
        people.reset("g1");
        people.change(1, "c", null, person(1, "Ann", "1.00"));
        things.change(1, "c", null, person(1, "Cup", "1.00"));
        rig.awaitEqual("person:1", "Ann");

        people.describe(NAMELESS);
        people.reset("g2");
        people.change(1, "r", null, "{\"id\":1,\"alias\":\"Annie\"}");

        awaitStopped(running, people);
        things.change(2, "c", null, person(2, "Pot", "1.00"));
        rig.awaitEqual("things", "2");
        assertThat(rig.redis.get("person:1")).as("nothing was swept").isEqualTo("Ann");
        assertThat(running.gauge("rowcast.writer.stopped.tables")).isEqualTo(1);

        running.writer().close();
        WriterRig.Running again = rig.start(TestMappings.of(OF_NAME, OF_THINGS));
        awaitStopped(again, people);
        things.change(3, "c", null, person(3, "Pan", "1.00"));
        rig.awaitEqual("things", "3");

        again.writer().close();
        WriterRig.Running mended = rig.start(TestMappings.of(OF_ALIAS, OF_THINGS));
        rig.awaitEqual("person:1", "Annie");
        assertThat(mended.writer().health()).isEqualTo(new Health(Health.State.OK, ""));
        assertThat(mended.gauge("rowcast.writer.stopped.tables")).isZero();
    }

    private static void awaitStopped(WriterRig.Running running, TableFeed people) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(stopped(running)).hasSize(2));
        assertThat(stopped(running).keySet())
                .allSatisfy(place -> assertThat(place).matches(people.topic() + "-[01]@[12]"));
        assertThat(running.writer().health().state()).isEqualTo(Health.State.DEGRADED);
        assertThat(running.writer().health().detail())
                .contains("shop.people: 0.yml: redis[0].value: ")
                .contains("name")
                .contains(people.topic() + "-0@")
                .contains("mend the mapping file and restart");
    }

    private static Map<String, String> stopped(WriterRig.Running running) {
        return assertThat(running.writer().status().get("stopped"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
                .actual();
    }

    @Test
    void aMendedMappingNeedNotFitRowsThatALaterResetRemoves() throws Exception {
        TableFeed people = rig.people(2).describe(TableFeed.SCHEMA);
        WriterRig.Running first = rig.start(TestMappings.of(OF_NAME));
        people.reset("g1");
        people.change(1, "c", null, person(1, "Ann", "1.00"));
        rig.awaitEqual("person:1", "Ann");
        first.writer().close();
        people.change(1, "u", person(1, "Ann", "1.00"), person(1, "Bob", "1.00"));
        people.change(2, "c", null, person(2, "Cid", "1.00"));
        people.describe(NAMELESS);

        WriterRig.Running mended = rig.start(TestMappings.of(OF_ALIAS));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(stopped(mended)).isNotEmpty());
        people.reset("g2");
        people.change(1, "r", null, "{\"id\":1,\"alias\":\"Annie\"}");
        people.complete("g2");

        rig.awaitEqual("rowcast:" + rig.name + ":complete:shop.people", "g2");
        rig.awaitEqual("person:1", "Annie");
        assertThat(rig.redis.keys("person:*")).containsExactly("person:1");
        await().untilAsserted(() -> assertThat(mended.writer().health()).isEqualTo(new Health(Health.State.OK, "")));
    }

    @Test
    void aMappingThatNeverFittedItsTableEndsTheWriterBeforeItBegins() throws Exception {
        rig.people(1);

        WriterRig.Running running = rig.start(TestMappings.of(OF_ALIAS));

        assertThat(running.end())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(InvalidConfigException.class)
                .withMessageContaining("0.yml: redis[0].value: ")
                .withMessageContaining("alias");
    }

    private TableFeed things() throws Exception {
        TableFeed things = rig.feed(new TableFeed(rig.name, THINGS, 1));
        things.createTable();
        things.describe(new TableSchema(THINGS, TableFeed.SCHEMA.columns(), List.of("id")));
        things.reset("g1");
        return things;
    }
}

package io.rowcast.writer;

import static io.rowcast.writer.TableFeed.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweepIT {
    private static final TableId PEOPLE = TableFeed.SCHEMA.table();
    private static final TableId THINGS = TableId.parse("shop.things");

    private final WriterRig rig = new WriterRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void aResetTakesBackTheTablesPartOfSharedKeysAndLeavesThatOfOthers() throws Exception {
        TableFeed people = rig.people(1).describe(TableFeed.SCHEMA);
        TableFeed things = rig.feed(new TableFeed(rig.name, THINGS, 1));
        things.createTable();
        things.describe(new TableSchema(THINGS, TableFeed.SCHEMA.columns(), List.of("id")));
        rig.start(TestMappings.of("""
                table: shop.people
                redis:
                  - {hash: 'all:{id}', fields: [name], shared: true}
                  - {counter: credit, sum: credit, shared: true}
                """, """
                table: shop.things
                redis:
                  - {hash: 'all:{id}', fields: [{thing: name}], shared: true}
                  - {counter: credit, sum: credit, shared: true}
                """));
        people.reset("g1");
        things.reset("g1");
        things.change(7, "c", null, person(7, "Cup", "0.25"));
        for (int id = 0; id < 1200; id++) {
            people.change(id, "r", null, person(id, "Ann", "0.50"));
        }
        rig.awaitEqual("credit", "600.25");

        people.reset("g2");
        people.change(8, "r", null, person(8, "Bob", "2.00"));

        rig.awaitEqual("credit", "2.25");
        assertThat(rig.redis.keys("all:*")).containsExactlyInAnyOrder("all:7", "all:8");
        assertThat(rig.redis.hgetall("all:7")).isEqualTo(Map.of("thing", "Cup"));
        assertThat(rig.redis.hgetall("all:8")).isEqualTo(Map.of("name", "Bob"));
    }

    @Test
    void aResetTakesBackWhatEachVersionPutIntoSharedKeys() throws Exception {
        TableFeed people = rig.people(1).describe(TableFeed.SCHEMA);
        MappingSource mappings = TestMappings.of("{table: shop.people, redis: [{hash: 'all:{id}', shared: true}]}");
        WriterRig.Running first = rig.start(mappings);
        rig.redis.hset("all:1", "other", "of somebody else");
        people.reset("g1");
        people.change(1, "c", null, person(1, "Ann", "1.00"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rig.redis.hgetall("all:1")).hasSize(4));
        first.writer().close();
        people.describe(identifiedBy(ColumnType.INTEGER));
        people.reset("g2");
        people.change(2, "r", null, "{\"id\":2}");

        rig.start(mappings);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rig.redis.hgetall("all:2")).isEqualTo(Map.of("id", "2")));
        assertThat(rig.redis.hgetall("all:1")).isEqualTo(Map.of("other", "of somebody else"));
    }

    /** More key spaces than are looked for one by one: all keys are looked at once, for both tables. */
    @Test
    void tablesWithManyKeySpacesLoseTheirOwnKeysAndNoOthers() throws Exception {
        TableFeed people = rig.people(2).describe(TableFeed.SCHEMA);
        TableFeed things = rig.feed(new TableFeed(rig.name, THINGS, 1));
        things.createTable();
        things.describe(new TableSchema(THINGS, TableFeed.SCHEMA.columns(), List.of("id")));
        rig.redis.set("person:x", "of somebody else");
        rig.start(TestMappings.of("""
                table: shop.people
                redis:
                  - {hash: 'person:{id}', fields: [name]}
                  - {string: 'person-name:{id}', value: '{name}'}
                """, """
                table: shop.things
                redis:
                  - {hash: 'thing:{id}', fields: [name]}
                  - {string: 'thing-name:{id}', value: '{name}'}
                """));
        people.reset("g1");
        things.reset("g1");
        for (int id = 0; id < 30; id++) {
            people.change(id, "r", null, person(id, "Ann", "0.50"));
            things.change(id, "r", null, person(id, "Cup", "0.50"));
        }
        rig.awaitEqual("person-name:29", "Ann");
        rig.awaitEqual("thing-name:29", "Cup");

        people.reset("g2");
        things.reset("g2");
        people.change(8, "r", null, person(8, "Bob", "2.00"));
        things.change(9, "r", null, person(9, "Jar", "2.00"));

        rig.awaitEqual("person-name:8", "Bob");
        rig.awaitEqual("thing-name:9", "Jar");
        assertThat(rig.redis.keys("person*")).containsExactlyInAnyOrder("person:8", "person-name:8", "person:x");
        assertThat(rig.redis.keys("thing*")).containsExactlyInAnyOrder("thing:9", "thing-name:9");
    }

    @Test
    void aResetRemovesWhatWasWrittenUnderOlderVersionsToo() throws Exception {
        TableFeed feed = rig.people(2).describe(identifiedBy(ColumnType.TEXT));
        WriterRig.Running first = rig.start(TestMappings.of("{table: shop.people, redis: [hash: 'person:{id}']}"));
        feed.reset("g1");
        feed.change(1, "c", null, "{\"id\":\"ann\"}");
        feed.change(2, "c", null, "{\"id\":\"77\"}");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rig.redis.keys("person:*")).hasSize(2));
        first.writer().close();
        feed.describe(identifiedBy(ColumnType.INTEGER));
        feed.reset("g2");
        feed.change(1, "r", null, "{\"id\":5}");

        rig.start(TestMappings.of("{table: shop.people, redis: [hash: 'person:{id}']}"));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rig.redis.keys("person:*")).containsExactly("person:5"));
    }

    private static TableSchema identifiedBy(ColumnType type) {
        return new TableSchema(PEOPLE, List.of(new Column("id", type, false)), List.of("id"));
    }
}

package io.rowcast.writer;

import static io.rowcast.writer.TableFeed.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rowcast.model.Health;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NewTableIT {
    private static final MappingSource ORDERS =
            new MappingOfEach(table -> table.table().startsWith("orders_"), """
            table: $db.$table
            redis:
              - hash: $table:{id}
              - counter: $table:sum
                sum: credit
            """);

    private final WriterRig rig = new WriterRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void aTableThatAMappingMatchesIsTakenUpWhileTheOthersGoOn() throws Exception {
        TableFeed first = rig.feed(new TableFeed(rig.name, TableId.parse("shop.orders_1"), 2));
        first.createOwnTopics();
        WriterRig.Running running = rig.start(ORDERS);
        await().untilAsserted(() -> assertThat(running.writer().health())
                .isEqualTo(new Health(Health.State.STARTING, "waits for a table that a mapping file matches")));
        open("orders_1", first);
        rig.awaitEqual("orders_1:sum", "1.00");

        TableFeed second = rig.feed(new TableFeed(rig.name, TableId.parse("shop.orders_2"), 2));
        TableFeed other = rig.feed(new TableFeed(rig.name, TableId.parse("shop.others"), 1));
        open("others", other);
        open("orders_2", second);
        int sent = 1;
        for (long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
                !"1.00".equals(rig.redis.get("orders_2:sum")) && System.nanoTime() - end < 0; ) {
            sent++;
            first.change(sent, "c", null, person(sent, "Ann", "1.00"));
        }

        rig.awaitEqual("orders_2:sum", "1.00");
        rig.awaitEqual("orders_1:sum", sent + ".00");
        assertThat(sent).as("rows while the table was taken up").isGreaterThan(1);
        assertThat(rig.redis.keys("others:*")).isEmpty();
        assertThat(running.count("rowcast.writer.fenced")).isZero();
        assertThat(running.count("rowcast.writer.rewinds")).isZero();
    }

    private static void open(String table, TableFeed feed) throws Exception {
        feed.createTable();
        feed.describe(new TableSchema(TableId.parse("shop." + table), TableFeed.SCHEMA.columns(), List.of("id")));
        feed.reset("g1");
        feed.change(1, "r", null, person(1, "Ann", "1.00"));
    }
}

package io.rowcast.writer;

import static io.rowcast.writer.TableFeed.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rowcast.config.FlowSettings;
import io.rowcast.config.Rates;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A limit holds, and what comes from MySQL now does not wait for a snapshot that has to be slow. */
class ThrottleIT {
    private static final int RATE = 100;
    private static final int ROWS = 400;

    private final WriterRig rig = new WriterRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void liveRowsOvertakeASlowSnapshotOfAnotherPartition() throws Exception {
        TableFeed feed = rig.people(8);
        feed.reset("g1");
        for (int id = 1; id <= ROWS; id++) {
            feed.snapshotRow(1, person(id, "s", "1.00")); // all in one partition
        }
        feed.change(2, "c", null, person(100_000, "live", "1.00"));
        rig.flow = new FlowSettings(10, Rates.UNLIMITED, new Rates(OptionalInt.of(RATE), OptionalInt.empty()));
        long begun = System.nanoTime();
        rig.start();

        await().atMost(Duration.ofSeconds(20)).until(() -> rig.redis.exists("person:100000") == 1);
        assertThat(count()).as("snapshot rows when the live row is there").isLessThan(ROWS);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .failFast(() -> assertThat((double) count()).isLessThanOrEqualTo(allowed(begun)))
                .until(() -> count() == ROWS + 1);
        assertThat((System.nanoTime() - begun) / 1e9).isGreaterThan((ROWS - RATE / 4.0 - 3) / RATE);
    }

    /** Asked for after the rows were counted, so it can only be more than what was allowed then. */
    private static double allowed(long begun) {
        return RATE * (System.nanoTime() - begun) / 1e9 + RATE / 4.0 + 3;
    }

    private long count() {
        String people = rig.redis.get("people");
        return people == null ? 0 : Long.parseLong(people);
    }
}

package io.rowcast.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.TableId;
import io.rowcast.redis.LaneId;
import org.junit.jupiter.api.Test;

class StoppedTablesTest {
    private static final TableId PEOPLE = TableId.parse("shop.people");

    private final StoppedTables stopped = new StoppedTables();

    @Test
    void saysWhereWhyAndTheWayOut() {
        stopped.add(lane(0), PEOPLE, 7, "people.yml: redis[0].value: found x; expected y");
        stopped.add(lane(1), PEOPLE, 9, "people.yml: redis[0].value: found x; expected y");

        assertThat(stopped.tables()).isEqualTo(1);
        assertThat(stopped.trouble())
                .contains("stopped: p.shop.people-0@7: shop.people: people.yml: redis[0].value: found x; expected y;"
                        + " p.shop.people-1@9: shop.people: people.yml: redis[0].value: found x; expected y."
                        + " To go on, mend the mapping file and restart; all other tables go on");
    }

    @Test
    void namesTheFirstOfManyAndCountsTheOthers() {
        for (int partition = 0; partition < 12; partition++) {
            stopped.add(lane(partition), PEOPLE, 7, "found x; expected y");
        }

        assertThat(stopped.trouble())
                .hasValueSatisfying(text -> assertThat(text).contains("; and 7 more, see /status"));
        assertThat(stopped.places()).hasSize(12);
    }

    @Test
    void isInNoTroubleWhenAllLanesGoOn() {
        stopped.add(lane(0), PEOPLE, 7, "found x; expected y");
        stopped.remove(lane(0));

        assertThat(stopped.tables()).isZero();
        assertThat(stopped.trouble()).isEmpty();
    }

    private static LaneId lane(int partition) {
        return new LaneId("p.shop.people", partition);
    }
}

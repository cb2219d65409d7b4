package io.rowcast.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.TableId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GoingTest {
    private static final TableId ORDERS = TableId.parse("shop.orders");

    private Instant now = Instant.EPOCH;
    private final Going going = new Going(() -> now);

    @Test
    void nothingIsGoingOnBeforeItBeginsAndAfterItEnds() {
        assertThat(going.status()).containsOnlyKeys("running").containsEntry("running", false);

        going.begin(ORDERS);
        assertThat(going.summary()).contains("shop.orders: starting");

        going.end();
        assertThat(going.summary()).isEmpty();
        assertThat(going.status()).containsEntry("running", false);
    }

    @Test
    void aRateAndWhatIsLeftAreOfTheStage() {
        going.begin(ORDERS);
        going.at("reading rows", 1000, 0);
        after(100, "comparing", 100, 1000);
        assertThat(going.status()).as("at once").doesNotContainKeys("perSecond", "secondsLeft");

        after(2, "comparing", 300, 1000);

        assertThat(going.status())
                .containsEntry("stage", "comparing")
                .containsEntry("done", 300L)
                .containsEntry("all", 1000L)
                .containsEntry("perSecond", 100L)
                .containsEntry("secondsLeft", 7L);
    }

    @Test
    void withoutAnEndThereIsARateOnly() {
        going.begin(ORDERS);
        going.at("reading rows", 0, 0);
        after(2, "reading rows", 5000, 0);

        assertThat(going.status()).containsEntry("perSecond", 2500L).doesNotContainKey("secondsLeft");
    }

    @Test
    void aSecondPassOfTheSameStageIsCountedAnew() {
        going.begin(ORDERS);
        going.at("comparing", 0, 1000);
        after(10, "comparing", 1000, 1000);
        going.at("comparing", 0, 50);
        after(1, "comparing", 10, 50);

        assertThat(going.status()).containsEntry("perSecond", 10L).containsEntry("secondsLeft", 4L);
    }

    private void after(int seconds, String stage, long done, long all) {
        now = now.plusSeconds(seconds);
        going.at(stage, done, all);
    }
}

package io.rowcast.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.model.TableId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of it while it works; what it does to Redis is shown with real servers. */
class ResyncTest {
    private static final TableId ORDERS = TableId.parse("shop.orders");
    private static final TableId ITEMS = TableId.parse("shop.order_items");
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final CountDownLatch working = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Resync resync = new Resync(new AtWork(), CLOCK);
    private final CompletableFuture<Void> thread = CompletableFuture.runAsync(() -> {
        try {
            resync.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    });

    /** Stands still in the midst of it, and then finds that MySQL is away. */
    private final class AtWork implements Function<VerifyProgress, Verification> {
        @Override
        public Verification apply(VerifyProgress progress) {
            progress.at("reading rows", 1000, 0);
            working.countDown();
            try {
                goOn.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            progress.at("reading rows", 2000, 0);
            throw new IllegalStateException("MySQL is away");
        }
    }

    @AfterEach
    void close() {
        goOn.countDown();
        resync.close();
        assertThat(thread).succeedsWithin(java.time.Duration.ofSeconds(5));
    }

    private void begin() throws InterruptedException {
        resync.begin(ORDERS);
        assertThat(working.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private Resync.Ended awaitEnd() {
        goOn.countDown();
        Awaitility.await().until(() -> Boolean.FALSE.equals(resync.status().get("running")));
        return (Resync.Ended) Objects.requireNonNull(resync.status().get("last"));
    }

    @Test
    void itSaysHowFarItIsAndThenWhyItFailed() throws Exception {
        begin();
        assertThat(resync.status())
                .containsEntry("table", "shop.orders")
                .containsEntry("stage", "reading rows")
                .containsEntry("done", 1000L);
        assertThat(resync.health().detail()).isEqualTo("shop.orders: reading rows");

        assertThat(awaitEnd())
                .isEqualTo(new Resync.Ended("shop.orders", Instant.EPOCH, "failed", 0, 0, 0, 0, "MySQL is away"));
    }

    @Test
    void itIsCancelledAtItsNextStep() throws Exception {
        begin();
        resync.cancel();

        assertThat(awaitEnd()).isEqualTo(new Resync.Ended("shop.orders", Instant.EPOCH, "cancelled", 0, 0, 0, 0, ""));
    }

    @Test
    void oneTableGoesAtATimeAndThenTheNext() throws Exception {
        begin();
        assertThatThrownBy(() -> resync.begin(ITEMS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "found a resync of shop.orders going on; expected one at a time: wait for it, or cancel it");
        resync.cancel();
        awaitEnd();

        resync.begin(ITEMS);

        assertThat(awaitEnd().table()).isEqualTo("shop.order_items");
        assertThat(awaitEnd().outcome()).as("the earlier cancel is forgotten").isEqualTo("failed");
    }

    @Test
    void itsEndIsACancelForWhatIsGoingOn() throws Exception {
        begin();
        resync.close();

        assertThat(awaitEnd().outcome()).isEqualTo("cancelled");
    }
}

package io.rowcast.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowcast.model.TableId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifyMetricsTest {
    private static final TableId ORDERS = TableId.parse("shop.orders");
    private static final TableId ITEMS = TableId.parse("shop.items");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.EPOCH;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    @Test
    void theTableThatWasReadLongestAgoIsTold() {
        VerifyMetrics metrics = new VerifyMetrics(meters, clock, Optional.of(Duration.ofHours(1)));
        metrics.tables(List.of(ORDERS, ITEMS));
        now = now.plusSeconds(100);
        metrics.took(equal(ORDERS), now);
        now = now.plusSeconds(10);

        assertThat(gauge("rowcast.verify.oldest.unverified")).isEqualTo(110);
        assertThat(gauge("rowcast.verify.every")).isEqualTo(3600);

        metrics.took(TableReport.failed(ITEMS, "the writer is behind"), now);
        assertThat(gauge("rowcast.verify.oldest.unverified")).as("not compared").isEqualTo(110);

        metrics.tables(List.of(ORDERS));
        assertThat(gauge("rowcast.verify.oldest.unverified"))
                .as("the other is compared elsewhere")
                .isEqualTo(10);
    }

    @Test
    void whereNothingIsToBeComparedAgainAndAgainNothingIsTooOld() {
        VerifyMetrics metrics = new VerifyMetrics(meters, clock, Optional.empty());
        metrics.tables(List.of(ORDERS));

        assertThat(meters.getMeters()).isEmpty();
    }

    private static TableReport equal(TableId table) {
        return new TableReport(table, 1, 0, 1, 0, List.of(), List.of(), false, List.of(), Optional.empty());
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }
}

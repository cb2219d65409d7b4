package io.rowcast.rollout;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What is left to do: {@code rowcast_rollout_pending_tables}, tables of which the mappings changed and Redis not yet. */
final class RollOutMetrics {
    static final String PENDING = "rowcast.rollout.pending.tables";

    private RollOutMetrics() {}

    static void register(MeterRegistry meters, Supplier<Number> pending) {
        Gauge.builder(PENDING, pending)
                .description("tables whose changed mappings are not rolled out yet")
                .strongReference(true)
                .register(meters);
    }
}

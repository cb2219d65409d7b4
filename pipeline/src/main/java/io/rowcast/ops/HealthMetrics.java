package io.rowcast.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.model.Health;
import java.util.List;

/** What the health pages say, as numbers. */
final class HealthMetrics {

    private HealthMetrics() {}

    /** {@code rowcast_healthy{part}}: 1 while the part does its work, 0 while it does not. */
    static void register(MeterRegistry meters, List<Component> components) {
        for (Component component : components) {
            Gauge.builder("rowcast.healthy", component, HealthMetrics::value)
                    .description("1 while the part does its work")
                    .tag("part", component.name())
                    .strongReference(true)
                    .register(meters);
        }
    }

    private static int value(Component component) {
        return component.health().get().state() == Health.State.OK ? 1 : 0;
    }
}

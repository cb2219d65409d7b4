package io.rowcast.ops;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the parts said of themselves in the last minutes, so that who opens the console sees what led to now. Keeps the numbers of each
 * part, by names like {@code reader.rows}.
 */
final class Timeline {
    static final Duration EVERY = Duration.ofSeconds(2);
    private static final int KEPT = 300;

    private final List<Component> components;
    private final Clock clock;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /** @param time in milliseconds of the epoch */
    record Sample(long time, Map<String, Number> values) {}

    Timeline(List<Component> components, Clock clock) {
        this.components = List.copyOf(components);
        this.clock = clock;
    }

    /** Called each time that {@link #EVERY} has gone by. */
    void take() {
        Map<String, Number> values = new LinkedHashMap<>();
        for (Component component : components) {
            component.status().get().forEach((name, value) -> {
                if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
                    values.put(component.name() + "." + name, number);
                }
            });
        }
        add(new Sample(clock.millis(), values));
    }

    private synchronized void add(Sample sample) {
        samples.add(sample);
        if (samples.size() > KEPT) {
            samples.remove();
        }
    }

    /** Those after a time in milliseconds of the epoch, in their order. */
    synchronized List<Sample> after(long time) {
        return samples.stream().filter(sample -> sample.time() > time).toList();
    }
}

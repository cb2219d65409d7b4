package io.rowcast.writer;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/** How long to wait before the consumer group is joined again: longer after each failure that comes soon. */
final class Backoff {
    /** Work that lasted this long went well; its end is a new failure, not the last one going on. */
    private static final Duration GOOD_TIME = Duration.ofSeconds(30);

    private static final IntervalFunction DELAYS =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(200), 2.0, 0.5, Duration.ofSeconds(5));

    private int attempts;

    /** @param worked how long it went on before it failed */
    Duration after(Duration worked) {
        attempts = worked.compareTo(GOOD_TIME) < 0 ? attempts + 1 : 1;
        return Duration.ofMillis(DELAYS.apply(attempts));
    }
}

package io.rowcast.reader;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/** How long to wait before the next attempt: doubling up to a cap, with jitter so that many do not come at once. */
final class Backoff {
    private static final IntervalFunction DELAYS =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(200), 2.0, 0.5, Duration.ofSeconds(5));

    private int attempts;

    Duration next() {
        attempts++;
        return Duration.ofMillis(DELAYS.apply(attempts));
    }

    /** The number of attempts since the last success. */
    int attempts() {
        return attempts;
    }

    void reset() {
        attempts = 0;
    }
}

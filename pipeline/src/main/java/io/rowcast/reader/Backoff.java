package io.rowcast.reader;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt: doubling up to a cap, with jitter so that many do not come at once. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration CAP = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 10;

    private int attempts;

    /** Between half of the delay and all of it. */
    Duration next() {
        long delay = Math.min(CAP.toMillis(), FIRST.toMillis() << Math.min(attempts, MOST_DOUBLINGS));
        attempts++;
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(delay / 2, delay + 1));
    }

    /** The number of attempts since the last success. */
    int attempts() {
        return attempts;
    }

    void reset() {
        attempts = 0;
    }
}

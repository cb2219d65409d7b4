package io.rowcast.guarantee;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The numbers that rows carry in {@code version}: whoever may change a row takes the next one, so that for any row a
 * later commit has a higher number.
 */
final class Versions {
    private final AtomicLong last = new AtomicLong();

    long next() {
        return last.incrementAndGet();
    }
}

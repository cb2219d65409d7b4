package io.rowcast.verify;

import java.util.concurrent.TimeUnit;

/** Keeps a rate by waiting. Used by one thread. */
final class Pace {
    private final int rate;
    private long freeAt = System.nanoTime();

    /** @param rate in a second; 0 for none */
    Pace(int rate) {
        this.rate = rate;
    }

    /** Waits until so many may be done. */
    void take(int count) throws InterruptedException {
        if (rate == 0) {
            return;
        }
        long now = System.nanoTime();
        if (freeAt - now > 0) {
            TimeUnit.NANOSECONDS.sleep(freeAt - now);
        }
        freeAt = Math.max(freeAt, now) + TimeUnit.SECONDS.toNanos(1) * count / rate;
    }
}

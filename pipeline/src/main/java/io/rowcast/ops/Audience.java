package io.rowcast.ops;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Who has the console open. A process that halts ends; who is watching is to see why before it does. Thread-safe. */
final class Audience {
    /** Consoles look more often than that. */
    private static final Duration WATCHING = Duration.ofSeconds(6);

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** Who looks again has had the answer to the first look. */
    private static final int LOOKS = 2;

    private long lastNanos = System.nanoTime() - 2 * WATCHING.toNanos();
    private long looks;

    /** Somebody asks for the state of things. */
    synchronized void looked() {
        lastNanos = System.nanoTime();
        looks++;
        notifyAll();
    }

    /** Waits until somebody has seen how things are now, a few seconds at most; not at all when nobody is watching. */
    synchronized void awaitLook() {
        long now = System.nanoTime();
        if (now - lastNanos > WATCHING.toNanos()) {
            return;
        }
        long enough = looks + LOOKS;
        long end = now + FAREWELL.toNanos();
        try {
            while (looks < enough && now - end < 0) {
                TimeUnit.NANOSECONDS.timedWait(this, end - now);
                now = System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

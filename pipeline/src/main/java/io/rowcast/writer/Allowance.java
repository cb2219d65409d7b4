package io.rowcast.writer;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * A token bucket: so much in a second, and a quarter of that at once. What is taken beyond what is there is a debt, as
 * the size of a thing is known only when it was taken.
 */
final class Allowance {
    private static final double BURST_SECONDS = 0.25;
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final double perNano;
    private final double most;
    private final LongSupplier nanos;
    private double left;
    private long asOf;

    /**
     * @param perSecond empty for no limit
     * @param nanos the time, as {@link System#nanoTime}
     */
    Allowance(OptionalInt perSecond, LongSupplier nanos) {
        this.perNano = perSecond.isPresent() ? perSecond.getAsInt() / NANOS : Double.POSITIVE_INFINITY;
        this.most =
                perSecond.isPresent() ? Math.max(1, perSecond.getAsInt() * BURST_SECONDS) : Double.POSITIVE_INFINITY;
        this.nanos = nanos;
        this.left = most;
        this.asOf = nanos.getAsLong();
    }

    /** Whether something may be taken. */
    boolean isOpen() {
        return untilOpen().isZero();
    }

    /** How long it takes until that is so. */
    Duration untilOpen() {
        refill();
        return left >= 1 ? Duration.ZERO : Duration.ofNanos(1 + (long) ((1 - left) / perNano));
    }

    void take(int amount) {
        refill();
        left -= amount;
    }

    private void refill() {
        if (Double.isInfinite(most)) {
            return;
        }
        long now = nanos.getAsLong();
        left = Math.min(most, left + (now - asOf) * perNano);
        asOf = now;
    }
}

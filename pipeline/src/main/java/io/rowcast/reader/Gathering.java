package io.rowcast.reader;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Makes the Kafka transactions larger while the reader lags behind MySQL: what a commit costs, some 300 µs of CPU here and
 * in the broker, is then shared by hundreds of rows. A reader that keeps up commits at once. Measured by the section
 * {@code reader} of {@code deploy/bench}. For one thread.
 */
final class Gathering {
    /** A row that is older than this is one of a backlog: nobody waits for it to the millisecond. */
    private static final long BEHIND_MILLIS = 1_000;

    /** How long a transaction is kept open for more rows. */
    private static final long OPEN_NANOS = Duration.ofMillis(20).toNanos();

    private static final int ENOUGH_ROWS = 2_000;

    /** With fewer in the time of a commit there is no backlog, whatever the clocks say. */
    private static final int FEW_ROWS = 32;

    private final Clock clock;

    Gathering(Clock clock) {
        this.clock = clock;
    }

    /**
     * Whether to leave the transaction open for rows that are there already. Waits for them, as long as the transaction is
     * young.
     *
     * @param rows that are in it
     * @param openNanos since the first of them
     * @param newestMillis when the last of them was committed in MySQL
     * @param waiting whether there are more
     */
    boolean goesOn(int rows, long openNanos, long newestMillis, BooleanSupplier waiting) {
        long left = OPEN_NANOS - openNanos;
        boolean backlog = rows >= FEW_ROWS && clock.millis() - newestMillis > BEHIND_MILLIS;
        if (!backlog || left <= 0 || rows >= ENOUGH_ROWS) {
            return false;
        }
        LockSupport.parkNanos(left);
        return waiting.getAsBoolean();
    }
}

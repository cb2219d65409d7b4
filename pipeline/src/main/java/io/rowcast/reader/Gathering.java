package io.rowcast.reader;

import java.time.Clock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Decides how much goes into one Kafka transaction, since each costs some 300 µs of CPU here and in the broker. A reader that
 * lags behind MySQL gathers hundreds of rows; one that keeps up commits each MySQL transaction at once, in one of Kafka.
 * Measured by the sections {@code reader} and {@code latency} of {@code deploy/bench}. For one thread.
 */
final class Gathering {
    /** A row that is older than this is one of a backlog: nobody waits for it to the millisecond. */
    private static final long BEHIND_MILLIS = 1_000;

    /** How long a transaction is kept open for more rows. */
    private static final long OPEN_NANOS = 20_000_000;

    private static final int ENOUGH_ROWS = 2_000;

    /** With fewer in the time of a commit there is no backlog, whatever the clocks say. */
    private static final int FEW_ROWS = 32;

    /** How long the end of a transaction is waited for; mostly MySQL has sent it together with the rows. */
    private static final long END_NANOS = 500_000;

    private static final long STEP_NANOS = 20_000;

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

    /**
     * Whether to leave the transaction open, as the end of the one in MySQL has come or comes in a moment: then the position
     * behind it is committed together with its rows, and not by a Kafka transaction of its own.
     *
     * @param rows that are in it; with many, Debezium is not asked for the end ({@link TransactionEnds})
     * @param openNanos since the first of them
     * @param waiting whether there are more
     */
    boolean endComes(int rows, long openNanos, BooleanSupplier waiting) {
        if (rows >= TransactionEnds.BUSY) {
            return false;
        }
        long end = System.nanoTime() + END_NANOS - openNanos;
        while (!waiting.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(STEP_NANOS);
        }
        return openNanos < END_NANOS && waiting.getAsBoolean();
    }
}

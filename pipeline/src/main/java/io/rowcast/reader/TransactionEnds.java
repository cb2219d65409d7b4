package io.rowcast.reader;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides at the end of which transactions a sign of life is due, so that the position names the transaction as complete: it
 * is what somebody waits for who wants to read what he wrote. For the thread that reads the binlog.
 */
final class TransactionEnds {
    /** With so many records in the queue the next transaction tells of this one's end soon enough. */
    static final int BUSY = 64;

    /** How often it is told that transactions ended in which no captured table was written. */
    static final Duration PAUSE = Duration.ofMillis(500);

    private final Pulse pulse;
    private final LongSupplier nanos;
    private boolean rows;
    private long lastSign;

    TransactionEnds(Pulse pulse, LongSupplier nanos) {
        this.pulse = pulse;
        this.nanos = nanos;
        this.lastSign = nanos.getAsLong();
    }

    /** The transaction that runs changes a captured table. */
    void rows() {
        rows = true;
    }

    /** Of the transaction that ends now. */
    boolean isWorthASign() {
        boolean worth = pulse.queueLength() < BUSY && (rows || nanos.getAsLong() - lastSign >= PAUSE.toNanos());
        rows = false;
        if (worth) {
            lastSign = nanos.getAsLong();
        }
        return worth;
    }
}

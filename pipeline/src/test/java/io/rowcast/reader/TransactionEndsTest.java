package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransactionEndsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Pulse pulse = new Pulse();
    private final TransactionEnds ends = new TransactionEnds(pulse, nanos::get);

    @Test
    void aTransactionWithRowsIsToldOfAtOnce() {
        ends.rows();
        assertThat(ends.isWorthASign()).isTrue();
        assertThat(ends.isWorthASign()).as("the next one has none").isFalse();
    }

    @Test
    void othersAreToldOfFromTimeToTime() {
        nanos.addAndGet(TransactionEnds.PAUSE.toNanos());
        assertThat(ends.isWorthASign()).isTrue();
        nanos.addAndGet(TransactionEnds.PAUSE.toNanos() - 1);
        assertThat(ends.isWorthASign()).isFalse();
        nanos.addAndGet(1);
        assertThat(ends.isWorthASign()).isTrue();
    }

    @Test
    void underLoadTheNextTransactionTellsOfIt() {
        pulse.queued(TransactionEnds.BUSY);
        ends.rows();
        assertThat(ends.isWorthASign()).isFalse();
    }
}

package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final long LONG_AGO = NOW.toEpochMilli() - 60_000;
    private static final long JUST_OPEN = 19_000_000;

    private final Gathering gathering = new Gathering(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aBacklogIsGatheredWhileThereIsMoreOfIt() {
        assertThat(gathering.goesOn(100, JUST_OPEN, LONG_AGO, () -> true)).isTrue();
        assertThat(gathering.goesOn(100, JUST_OPEN, LONG_AGO, () -> false)).isFalse();
    }

    @Test
    void aReaderThatKeepsUpCommitsAtOnce() {
        assertThat(gathering.goesOn(100, JUST_OPEN, NOW.toEpochMilli() - 900, () -> true))
                .isFalse();
        assertThat(gathering.goesOn(31, JUST_OPEN, LONG_AGO, () -> true)).isFalse();
    }

    @Test
    void aTransactionEndsInTimeAndSize() {
        assertThat(gathering.goesOn(100, 20_000_000, LONG_AGO, () -> true)).isFalse();
        assertThat(gathering.goesOn(2_000, JUST_OPEN, LONG_AGO, () -> true)).isFalse();
        assertThat(gathering.goesOn(0, Long.MAX_VALUE, -1, () -> true)).isFalse();
    }

    @Test
    void theEndOfATransactionIsWaitedForAMomentOnly() {
        assertThat(gathering.endComes(1, 100_000, () -> true)).isTrue();
        assertThat(gathering.endComes(1, 100_000, () -> false)).isFalse();
        assertThat(gathering.endComes(1, 500_000, () -> true)).isFalse();
        assertThat(gathering.endComes(64, 100_000, () -> true)).isFalse();
    }

    @Test
    void theEndOfATransactionIsSeenWhenItComes() {
        AtomicInteger looks = new AtomicInteger();

        assertThat(gathering.endComes(1, 0, () -> looks.incrementAndGet() > 1)).isTrue();
    }
}

package io.rowcast.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final int RATE = 1000;

    private final AtomicLong now = new AtomicLong();
    private final Allowance allowance = new Allowance(OptionalInt.of(RATE), now::get);

    @Test
    void aQuarterOfASecondCanBeTakenAtOnce() {
        int taken = 0;
        while (allowance.isOpen()) {
            allowance.take(1);
            taken++;
        }
        assertThat(taken).isEqualTo(RATE / 4);
        assertThat(allowance.untilOpen()).isBetween(Duration.ofMillis(1), Duration.ofMillis(2));
    }

    @Test
    void whatIsTakenBeyondItIsPaidForInTime() {
        allowance.take(RATE / 4 + 3 * RATE);
        now.addAndGet(Duration.ofMillis(2999).toNanos());
        assertThat(allowance.isOpen()).isFalse();
        now.addAndGet(Duration.ofMillis(3).toNanos());
        assertThat(allowance.isOpen()).isTrue();
    }

    @Test
    void neverMoreThanRateTimesTimeAndTheBurst() {
        Random random = new Random(7);
        long taken = 0;
        for (int i = 0; i < 20_000; i++) {
            now.addAndGet(random.nextInt(2_000_000));
            if (allowance.isOpen()) {
                allowance.take(1);
                taken++;
            }
        }
        double seconds = now.get() / 1e9;
        assertThat(taken).isLessThanOrEqualTo((long) (RATE * seconds) + RATE / 4);
        assertThat(taken).as("and not much less").isGreaterThan((long) (RATE * seconds * 0.6));
    }

    @Test
    void withoutALimitItIsAlwaysOpen() {
        Allowance free = new Allowance(OptionalInt.empty(), now::get);
        free.take(Integer.MAX_VALUE);
        assertThat(free.isOpen()).isTrue();
    }
}

package io.rowcast.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff();

    @Test
    void growsWhileFailuresComeSoonAndStartsAnewAfterAGoodTime() {
        for (int i = 0; i < 10; i++) {
            backoff.after(Duration.ofSeconds(1));
        }

        assertThat(backoff.after(Duration.ofSeconds(1))).isGreaterThan(Duration.ofSeconds(2));
        assertThat(backoff.after(Duration.ofMinutes(5))).isLessThan(Duration.ofMillis(400));
    }
}

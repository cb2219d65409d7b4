package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifetimeTest {

    @Test
    void keysSpreadOverTheWholeRangeAndEachKeepsItsTime() {
        Lifetime lifetime = new Lifetime(100, 10);
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            long seconds = lifetime.of("customer:" + i);
            assertThat(seconds).isBetween(90L, 110L).isEqualTo(lifetime.of("customer:" + i));
            seen.add(seconds);
        }
        assertThat(seen).hasSize(21);
    }

    @Test
    void withoutSpreadAllKeysLiveAsLong() {
        assertThat(new Lifetime(60, 0).of("a")).isEqualTo(60);
    }
}

package io.rowcast.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeSamplerTest {
    private static final int CHANGES = 1_000_000;

    @Test
    void aRatioOfOnePicksAll() {
        assertThat(picked(1)).isEqualTo(CHANGES);
    }

    @Test
    void aRatioOfZeroPicksNone() {
        assertThat(picked(0)).isZero();
    }

    /** Within five standard deviations. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.1, 0.001, 0.0001})
    void anyOtherPicksThatShare(double ratio) {
        double expected = CHANGES * ratio;

        assertThat((double) picked(ratio))
                .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
    }

    /** Also no ratio is so small that the count overflows. */
    @Test
    void theSmallestRatioPicksNextToNothing() {
        assertThat(picked(1e-18)).isZero();
    }

    private static long picked(double ratio) {
        ChangeSampler sampler = new ChangeSampler(ratio, new SplittableRandom(42));
        return IntStream.range(0, CHANGES).filter(each -> sampler.picks()).count();
    }
}

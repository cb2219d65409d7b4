package io.rowcast.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BloomBitsTest {

    /** Values that implementations of MurmurHash3 x64 128 with seed 0 publish as test vectors. */
    @ParameterizedTest
    @CsvSource({
        "hello, cbd8a7b341bd9b02, 5b1e906a48ae1d19",
        "'hello, world', 342fac623a5ebc8e, 4cdcbc079642414d",
        "19 Jan 2038 at 3:14:07 AM, b89e5988b737affc, 664fc2950231b2cb",
        "The quick brown fox jumps over the lazy dog., cd99481f9ee902c9, 695da1a38987b6e7"
    })
    void theBitsFollowFromTheTwoHalvesOfTheHash(String item, String h1, String h2) {
        BloomBits layout = BloomBits.of(1000, 0.01);
        BigInteger two64 = BigInteger.ONE.shiftLeft(64);
        long[] expected = IntStream.range(0, layout.hashes())
                .mapToLong(i -> new BigInteger(h1, 16)
                        .add(new BigInteger(h2, 16).multiply(BigInteger.valueOf(i)))
                        .mod(two64)
                        .mod(BigInteger.valueOf(layout.bits()))
                        .longValueExact())
                .toArray();

        assertThat(layout.of(item)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"1000, 0.01, 9586, 7", "1000000, 0.001, 14377588, 10", "1, 0.5, 2, 1", "100000000, 0.01, 958505838, 7"})
    void bitsAndHashesFollowFromCapacityAndErrorRate(long capacity, double errorRate, long bits, int hashes) {
        assertThat(BloomBits.of(capacity, errorRate)).isEqualTo(new BloomBits(bits, hashes));
    }

    @Test
    void aFullFilterErrsAboutAsOftenAsItSays() {
        BloomBits layout = BloomBits.of(10_000, 0.01);
        boolean[] bitmap = new boolean[(int) layout.bits()];
        IntStream.range(0, 10_000).forEach(i -> set(bitmap, layout.of("in:" + i)));

        assertThat(IntStream.range(0, 10_000).allMatch(i -> has(bitmap, layout.of("in:" + i))))
                .isTrue();
        long errors = IntStream.range(0, 100_000)
                .filter(i -> has(bitmap, layout.of("out:" + i)))
                .count();
        assertThat(errors).isBetween(700L, 1300L);
    }

    @Test
    void aBitmapLongerThanARedisStringIsRefused() {
        assertThatThrownBy(() -> BloomBits.of(1_000_000_000, 0.001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4294967296");
    }

    private static void set(boolean[] bitmap, long[] offsets) {
        for (long offset : offsets) {
            bitmap[(int) offset] = true;
        }
    }

    private static boolean has(boolean[] bitmap, long[] offsets) {
        for (long offset : offsets) {
            if (!bitmap[(int) offset]) {
                return false;
            }
        }
        return true;
    }
}

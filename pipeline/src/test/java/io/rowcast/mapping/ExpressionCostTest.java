package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** No expression takes long: not to compile, and not for any row. */
class ExpressionCostTest {

    @Test
    void aLongExpressionIsRefused() {
        assertThat(Sample.value("1" + " + 1".repeat(3_000)))
                .isEqualTo("found an expression of 12001 characters; expected at most 10000");
    }

    @Test
    void aDeepExpressionIsRefused() {
        assertThat(Sample.value("(".repeat(300) + "1" + ")".repeat(300)))
                .startsWith("found an expression nested too deep; expected at most 200 levels at 1:1 in: ((((")
                .hasSizeLessThan(400);
        assertThat(Sample.value("(".repeat(100) + "1" + ")".repeat(100))).isEqualTo("1");
    }

    @Test
    void nestedMacrosEndAfterSoManySteps() {
        String ten = "[1,2,3,4,5,6,7,8,9,10]";
        String nested = ten + ".all(a, " + ten + ".all(b, " + ten + ".all(c, " + ten + ".all(d, a+b+c+d > 0))))";
        assertThat(Sample.value(nested)).endsWith(" failed: more than 10000 steps through lists and maps");
        assertThat(Sample.value(ten + ".all(a, " + ten + ".all(b, " + ten + ".all(c, a+b+c > 0)))"))
                .isEqualTo("true");
    }

    @Test
    void aRegularExpressionTakesLinearTime() {
        String text = "'" + "a".repeat(5_000) + "'";
        assertThat(Sample.value(text + ".matches('^(a+)+$')")).isEqualTo("true");
        assertTimeout(
                Duration.ofSeconds(20),
                () -> assertThat(Sample.value(text + ".matches('(a*)*(a*)*(a*)*b')"))
                        .isEqualTo("false"));
    }

    @Test
    void aLargeRegularExpressionIsRefused() {
        assertThat(Sample.value("name.matches('((a{100}){100}){100}')"))
                .contains("in matches(); expected a smaller regular expression");
        assertThat(Sample.value("name.matches(name + '(a{900}b{900}c{900})')"))
                .endsWith(" failed: expected a smaller regular expression, with fewer repetitions");
        assertThat(Sample.value("regex.replace(name, email, '')"))
                .startsWith("found a pattern in regex.replace() that a row decides; expected a text in ''");
    }

    @Test
    void noTextGrowsBeyondAllBounds() {
        assertThat(Sample.value("'x'.padLeft(100000000, ' ')"))
                .endsWith(" failed: a text longer than 16777216 characters");
        String large = "'x'.padLeft(16000, 'x')";
        assertThat(Sample.value("size(" + large + ".replace('x', " + large + "))"))
                .endsWith(" failed: a text longer than 16777216 characters");
    }
}

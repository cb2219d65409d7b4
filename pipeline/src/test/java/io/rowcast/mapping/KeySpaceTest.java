package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.mapping.Shape.Step;
import io.rowcast.mapping.Shape.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KeySpaceTest {

    private static KeySpace space(String key) {
        return Tables.customers("string: \"" + key + "\"\n    value: \"1\"")
                .keySpaces()
                .get(0);
    }

    @Test
    void ownsTheKeysItsTemplateMakesAndNoOthers() {
        KeySpace space = space("customer:{id}");
        assertThat(space.owns("customer:7")).isTrue();
        assertThat(space.owns("customer:-9223372036854775808")).isTrue();
        assertThat(space.owns("customer:")).isFalse();
        assertThat(space.owns("customer:-")).isFalse();
        assertThat(space.owns("customer:7-7")).isFalse();
        assertThat(space.owns("customer:by-email:x")).isFalse();
        assertThat(space.owns("xcustomer:7")).isFalse();
        assertThat(space("x{city}y").owns("xy")).isTrue();
        assertThat(space("x{city}y").owns("x\nüy")).isTrue();
        assertThat(space("x{credit_limit}").owns("x-12.50")).isTrue();
        assertThat(space("x{credit_limit}").owns("x1.2.3")).isFalse();
        assertThat(space("b:{level / 10}").owns("b:12")).isTrue();
        assertThat(space("b:{level / 10}").owns("b:x")).isFalse();
    }

    @Test
    void scanPatternsFindTheKeysAndEscapeWhatScanWouldReadAsAPattern() {
        assertThat(space("customer:{id}").scanPattern()).isEqualTo("customer:*[0-9]*");
        assertThat(space("a*b?c[d]e^f-g{city}").scanPattern()).isEqualTo("a\\*b\\?c\\[d\\]e\\^f\\-g*");
        assertThat(space("all").scanPattern()).isEqualTo("all");
    }

    @Test
    void spacesOverlapExactlyWhenAKeyIsInBoth() {
        assertThat(space("customer:{id}").overlaps(space("customer:by-email:{email}")))
                .isFalse();
        assertThat(space("customer:{id}").shared(space("customer:{city}"))).contains("customer:1");
        assertThat(space("k{city}:a").shared(space("kb:{city}"))).contains("kb:a");
        assertThat(space("{id}").overlaps(space("-"))).isFalse();
        assertThat(space("é{city}").overlaps(space("è{city}"))).isFalse();
        assertThat(space("xé{city}").overlaps(space("x{city}"))).isTrue();
    }

    @Test
    void agreesWithRegularExpressions() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> words = words(4);
        int met = 0;
        for (int round = 0; round < 400; round++) {
            List<Step> one = steps(random);
            List<Step> other = steps(random);
            KeySpace left = new KeySpace(List.of(new Shape(one)));
            KeySpace right = new KeySpace(List.of(new Shape(other)));
            Pattern leftPattern = pattern(one);
            Pattern rightPattern = pattern(other);
            boolean common = false;
            for (String word : words) {
                boolean inLeft = leftPattern.matcher(word).matches();
                assertThat(left.owns(word))
                        .as("seed %d: %s, %s", seed, one, word)
                        .isEqualTo(inLeft);
                common |= inLeft && rightPattern.matcher(word).matches();
            }
            Optional<String> shared = left.shared(right);
            if (common) {
                met++;
                assertThat(shared).as("seed %d: %s, %s", seed, one, other).isPresent();
            }
            shared.ifPresent(word -> assertThat(leftPattern.matcher(word).matches()
                            && rightPattern.matcher(word).matches())
                    .as("seed %d: %s, %s, %s", seed, one, other, word)
                    .isTrue());
            assertThat(right.overlaps(left)).isEqualTo(left.overlaps(right));
        }
        assertThat(met).as("pairs that share a key").isBetween(20, 380);
    }

    private static List<Step> steps(Random random) {
        List<Step> steps = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            CharSet chars = switch (random.nextInt(4)) {
                case 0 -> CharSet.of('a');
                case 1 -> CharSet.of('é');
                case 2 -> CharSet.DIGITS;
                default -> CharSet.ANY;
            };
            steps.add(new Step(chars, Times.values()[random.nextInt(3)]));
        }
        return steps;
    }

    private static Pattern pattern(List<Step> steps) {
        return Pattern.compile(
                steps.stream()
                        .map(step -> {
                            String chars = step.chars().equals(CharSet.ANY)
                                    ? "."
                                    : step.chars().equals(CharSet.DIGITS)
                                            ? "[0-9]"
                                            : String.valueOf(step.chars().sample());
                            return chars
                                    + List.of("", "?", "*").get(step.times().ordinal());
                        })
                        .collect(Collectors.joining()),
                Pattern.DOTALL);
    }

    private static List<String> words(int length) {
        List<String> words = new ArrayList<>(List.of(""));
        int done = 0;
        for (int n = 0; n < length; n++) {
            int end = words.size();
            for (; done < end; done++) {
                for (char c : "aé0:".toCharArray()) {
                    words.add(words.get(done) + c);
                }
            }
        }
        return words;
    }
}

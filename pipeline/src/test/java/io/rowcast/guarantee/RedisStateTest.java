package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the comparison of the suite notices, and how it says so. */
class RedisStateTest {

    @Test
    void equalStatesDoNotDiffer() {
        assertThat(state(RedisStateTest::some).differences(state(RedisStateTest::some)))
                .isEmpty();
    }

    @Test
    void keysOnOneSideOnlyAreNamed() {
        assertThat(state(s -> s.text("a", "1")).differences(state(s -> s.text("b", "2"))))
                .containsExactly("a: missing, expected Text[text=1]", "b: not expected, found Text[text=2]");
    }

    @Test
    void anotherTypeIsNoEqual() {
        assertThat(state(s -> s.member("k", "1")).differences(state(s -> s.item("k", "1"))))
                .containsExactly("k: expected a set, found Items[items=[1]]");
    }

    @Test
    void textMustBeTheSameToTheLastDigit() {
        assertThat(state(s -> s.text("k", "1.50")).differences(state(s -> s.text("k", "1.5"))))
                .containsExactly("k: expected Text[text=1.50], found Text[text=1.5]");
    }

    @Test
    void fieldsAreComparedOneByOne() {
        Consumer<RedisState> expected = s -> {
            s.field("k", "a", "1");
            s.field("k", "b", "1");
        };
        Consumer<RedisState> found = s -> {
            s.field("k", "a", "1");
            s.field("k", "c", "1");
        };
        assertThat(state(expected).differences(state(found)))
                .containsExactly("k: b: expected 1, found null; c: expected null, found 1");
    }

    @Test
    void scoresAreCompared() {
        assertThat(state(s -> s.score("k", "m", 1.5)).differences(state(s -> s.score("k", "m", 2))))
                .containsExactly("k: m: expected 1.5, found 2.0");
    }

    @Test
    void membersAreCompared() {
        assertThat(state(s -> s.member("k", "a")).differences(state(s -> s.member("k", "b"))))
                .containsExactly("k: missing [a], not expected [b]");
    }

    @Test
    void itemsAreComparedInOrder() {
        assertThat(state(s -> List.of("1", "2", "3").forEach(item -> s.item("k", item)))
                        .differences(state(s -> List.of("1", "3", "2").forEach(item -> s.item("k", item)))))
                .containsExactly("k: expected 3 items, found 3; from number 1 on expected [2, 3], found [3, 2]");
    }

    @Test
    void onlyCountersMayBeMissingAtZero() {
        RedisState state = state(s -> {
            s.text("count:a", "0");
            s.text("count:b", "-0.00");
            s.field("counts", "a", "0.00");
            s.text("other", "0");
        });
        state.dropZeros(List.of("count"));
        assertThat(state.differences(new RedisState()))
                .containsExactly(
                        "count:b: missing, expected Text[text=-0.00]", "other: missing, expected Text[text=0]");
    }

    private static void some(RedisState state) {
        state.text("t", "1");
        state.field("h", "f", "1");
        state.member("s", "m");
        state.score("z", "m", 1);
        state.item("l", "i");
    }

    private static RedisState state(Consumer<RedisState> content) {
        RedisState state = new RedisState();
        content.accept(state);
        return state;
    }
}

package io.rowcast.author;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisModelTest {
    private final RedisModel redis = new RedisModel();

    private List<String> after(Command... commands) {
        List.of(commands).forEach(redis::apply);
        return redis.content().entrySet().stream()
                .flatMap(key -> key.getValue().lines(key.getKey()).stream())
                .toList();
    }

    @Test
    void keysThatHoldNothingAreGone() {
        assertThat(after(
                        Command.of(Verb.SADD, "s", "1"),
                        Command.of(Verb.SREM, "s", "1"),
                        Command.of(Verb.HSET, "h", "a", "1"),
                        Command.of(Verb.HDEL, "h", "a"),
                        Command.of(Verb.ZADD, "z", "1", "a"),
                        Command.of(Verb.ZREM, "z", "a"),
                        Command.of(Verb.SET, "t", "x"),
                        Command.of(Verb.UNLINK, "t"),
                        Command.of(Verb.HDEL, "none", "a")))
                .isEmpty();
    }

    @Test
    void sumsKeepEveryDigit() {
        assertThat(after(
                        Command.of(Verb.ADD_DECIMAL, "t", "4828.507"),
                        Command.of(Verb.ADD_DECIMAL, "t", "0.001"),
                        Command.of(Verb.HADD_DECIMAL, "h", "a", "1.50"),
                        Command.of(Verb.HADD_DECIMAL, "h", "a", "-1.5"),
                        Command.of(Verb.INCRBY, "n", "1")))
                .containsExactly("h field a = 0.00", "n = 1", "t = 4828.508");
    }

    @Test
    void listsAreCutAsRedisDoes() {
        assertThat(after(
                        Command.of(Verb.RPUSH, "l", "b"),
                        Command.of(Verb.LPUSH, "l", "a"),
                        Command.of(Verb.RPUSH, "l", "c"),
                        Command.of(Verb.LTRIM, "l", "-2", "-1")))
                .containsExactly("l[0] = b", "l[1] = c");
    }

    @Test
    void scoresAreShownAsRedisShowsThem() {
        assertThat(after(Command.of(Verb.ZADD, "z", "12.50", "7"))).containsExactly("z has 7 with score 12.5");
    }

    @Test
    void aKeyOfAnotherTypeFails() {
        redis.apply(Command.of(Verb.SET, "k", "x"));

        assertThatThrownBy(() -> redis.apply(Command.of(Verb.SADD, "k", "y"))).hasMessageStartingWith("WRONGTYPE");
    }

    /** A verb that does nothing here, and says nothing, would let wrong cases pass. */
    @Test
    void everyVerbEitherShowsOrFails() {
        for (Verb verb : Verb.values()) {
            RedisModel model = new RedisModel();
            boolean removes = List.of("UNLINK", "EXPIRE", "LTRIM").contains(verb.name())
                    || verb.name().matches(".*(DEL|REM)");
            try {
                model.apply(Command.of(verb, "key", "1", "2", "3", "4"));
                assertThat(removes || !model.content().isEmpty())
                        .as(verb.name())
                        .isTrue();
            } catch (UnsupportedOperationException e) {
                assertThat(e).hasMessageContaining(verb.name());
            }
        }
    }
}

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
    void bitmapsPositionsAndStreamsAreShownAsPeopleThinkOfThem() {
        assertThat(after(
                        Command.of(Verb.SETBIT, "bits", "42", "1"),
                        Command.of(Verb.SETBIT, "bits", "7", "1"),
                        Command.of(Verb.SETBIT, "bits", "7", "0"),
                        Command.of(Verb.GEOADD, "geo", "10.7", "59.9", "Oslo"),
                        Command.of(Verb.GEOADD, "geo", "5.3", "60.3", "Bergen"),
                        Command.of(Verb.ZREM, "geo", "Bergen"),
                        Command.of(Verb.XADD, "log", "MAXLEN", "~", "9", "*", "op", "c", "id", "7"),
                        Command.of(Verb.APPEND, "text", "ab"),
                        Command.of(Verb.APPEND, "text", "c"),
                        Command.of(Verb.BLOOM_ADD, "seen", "7", "1000", "0.01")))
                .containsExactly(
                        "bits bit 42 is set",
                        "geo has Oslo at 10.7 59.9",
                        "log[0] id = 7",
                        "log[0] op = c",
                        "seen has 7",
                        "text = abc");
    }

    @Test
    void documentsGrowAndShrinkWithTheirRows() {
        assertThat(after(
                        Command.of(Verb.JSON_SET, "doc", "$", "{\"id\":7,\"total\":1.50}"),
                        Command.of(Verb.JSON_PUT, "doc", "[\"at\",\"home\"]", "city", "\"Oslo\"", "zip", "null"),
                        Command.of(Verb.JSON_PUT_ELEMENT, "doc", "[\"lines\"]", "1", "line", "2", "sku", "\"b\""),
                        Command.of(Verb.JSON_PUT_ELEMENT, "doc", "[\"lines\"]", "1", "line", "1", "sku", "\"a\""),
                        Command.of(Verb.JSON_PUT_ELEMENT, "doc", "[\"lines\"]", "1", "line", "2", "sku", "\"c\"")))
                .containsExactly(
                        "doc .at.home.city = \"Oslo\"",
                        "doc .at.home.zip = null",
                        "doc .id = 7",
                        "doc .lines[0].line = 1",
                        "doc .lines[0].sku = \"a\"",
                        "doc .lines[1].line = 2",
                        "doc .lines[1].sku = \"c\"",
                        "doc .total = 1.50");
        assertThat(after(
                        Command.of(Verb.JSON_REMOVE_ELEMENT, "doc", "[\"lines\"]", "1", "line", "1"),
                        Command.of(Verb.JSON_REMOVE_ELEMENT, "doc", "[\"lines\"]", "1", "line", "2"),
                        Command.of(Verb.JSON_REMOVE, "doc", "[\"at\",\"home\"]", "city", "zip"),
                        Command.of(Verb.JSON_REMOVE, "doc", "[]", "id", "total")))
                .isEmpty();
    }

    @Test
    void rankingsAreCutFromTheLowestOn() {
        assertThat(after(
                        Command.of(Verb.ZADD, "z", "1", "c"),
                        Command.of(Verb.ZADD, "z", "1", "b"),
                        Command.of(Verb.ZINCRBY, "z", "2.5", "a"),
                        Command.of(Verb.ZREMRANGEBYRANK, "z", "0", "-3")))
                .containsExactly("z has a with score 2.5", "z has c with score 1");
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
            boolean quiet = List.of("UNLINK", "EXPIRE", "EXPIREAT", "PERSIST", "PUBLISH", "LTRIM", "ZREMRANGEBYRANK")
                            .contains(verb.name())
                    || verb.name().matches(".*(DEL|REM)|JSON_REMOVE.*");
            try {
                model.apply(example(verb));
                assertThat(quiet || !model.content().isEmpty()).as(verb.name()).isTrue();
            } catch (UnsupportedOperationException e) {
                assertThat(e).hasMessageContaining(verb.command());
            }
        }
    }

    private static Command example(Verb verb) {
        return switch (verb) {
            case JSON_SET -> Command.of(verb, "key", "$", "{\"a\":1}");
            case JSON_PUT, JSON_REMOVE -> Command.of(verb, "key", "[\"a\"]", "b", "2");
            case JSON_PUT_ELEMENT, JSON_REMOVE_ELEMENT -> Command.of(verb, "key", "[\"a\"]", "1", "b", "2");
            default -> Command.of(verb, "key", "1", "2", "3", "*", "5", "6");
        };
    }
}

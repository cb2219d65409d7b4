package io.rowcast.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastWordTest {
    private static final Command OLD = Command.of(Verb.HSET, "row", "name", "old", "city", "Oslo");
    private static final Command NEW = Command.of(Verb.HSET, "row", "name", "new");

    @Test
    void theLaterValueOfAFieldIsKeptAndTheEarlierIsNot() {
        assertThat(last(OLD, NEW, Command.of(Verb.HDEL, "row", "city"))).containsExactly(1, 2);
    }

    @Test
    void aCommandOfWhichAPartIsNotOverwrittenStays() {
        assertThat(last(OLD, NEW)).containsExactly(0, 1);
        assertThat(last(OLD, Command.of(Verb.HSET, "other", "name", "new", "city", "Bergen")))
                .containsExactly(0, 1);
    }

    @Test
    void theLastThatIsSaidOfAMemberCounts() {
        assertThat(last(Command.of(Verb.SADD, "set", "1"), Command.of(Verb.SADD, "set", "2"), remove("set", "1")))
                .containsExactly(1, 2);
        assertThat(last(Command.of(Verb.ZADD, "zset", "5", "1"), Command.of(Verb.ZADD, "zset", "6", "1")))
                .containsExactly(1);
        assertThat(last(Command.of(Verb.GEOADD, "geo", "1", "2", "m"), Command.of(Verb.ZREM, "geo", "m")))
                .containsExactly(1);
        assertThat(last(Command.of(Verb.SETBIT, "bits", "7", "1"), Command.of(Verb.SETBIT, "bits", "7", "0")))
                .containsExactly(1);
    }

    @Test
    void anElementThatIsRemovedTakesItsMembersAlong() {
        Command put = Command.of(Verb.JSON_PUT_ELEMENT, "doc", "[\"lines\"]", "1", "no", "1", "sku", "\"a\"");
        Command other = Command.of(Verb.JSON_PUT_ELEMENT, "doc", "[\"lines\"]", "1", "no", "2", "sku", "\"a\"");
        Command remove = Command.of(Verb.JSON_REMOVE_ELEMENT, "doc", "[\"lines\"]", "1", "no", "1");
        assertThat(last(put, other, remove)).containsExactly(1, 2);
        assertThat(last(remove, put)).containsExactly(0, 1);
        assertThat(last(put, put)).containsExactly(1);
    }

    @Test
    void whatAddsToAKeyIsNeverOverwritten() {
        Command add = Command.of(Verb.BLOOM_ADD, "seen", "1", "100", "0.01");
        assertThat(last(add, add)).containsExactly(0, 1);
    }

    private static Command remove(String key, String member) {
        return Command.of(Verb.SREM, key, member);
    }

    private static Iterable<Integer> last(Command... commands) {
        return LastWord.of(
                List.of(commands),
                IntStream.range(0, commands.length).boxed().collect(TreeSet::new, TreeSet::add, TreeSet::addAll));
    }
}

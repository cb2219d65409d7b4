package io.rowcast.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.ScriptOutputType;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BloomIT {
    private OpenRedis open;

    @BeforeEach
    void open() throws RedisAwayException {
        open = new OpenRedis();
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void anItemThatWasAddedIsThereAndOfOthersFew() throws RedisAwayException {
        List<Command> additions = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            additions.add(add("in:" + i));
        }
        assertThat(open.apply(additions)).isEmpty();
        assertThat(open.apply(additions)).as("added again").isEmpty();

        assertThat(LongStream.range(0, 1000).filter(i -> has("in:" + i)).count())
                .isEqualTo(1000);
        assertThat(LongStream.range(0, 1000).filter(i -> has("out:" + i)).count())
                .isLessThan(50);
    }

    @Test
    void aFilterOfTheServerKeepsTheCapacityItWasMadeWith() throws RedisAwayException {
        assumeTrue(open.can().bloom(), () -> "needs BF.INSERT, found " + open.can());
        open.apply(add("first"), Command.of(Verb.BLOOM_ADD, "filter", "second", "7", "0.5"));

        assertThat(call("BF.INFO", "filter", "Capacity")).isEqualTo(1000);
        assertThat(has("second")).isTrue();
        assertThat(open.redis.type(open.prefix + "filter")).isIn("MBbloom--", "bloomfltr");
    }

    @Test
    void aKeyOfTheOtherKindIsRefusedAndTheReasonSaysWhatToDo() throws RedisAwayException {
        if (open.can().bloom()) {
            open.redis.setbit(open.prefix + "filter", 1, 1);
        } else {
            open.redis.sadd(open.prefix + "filter", "1");
        }
        assertThat(open.apply(add("ann")))
                .singleElement()
                .satisfies(failure -> assertThat(failure.message())
                        .startsWith("WRONGTYPE")
                        .contains("remove it and load the table again"));
        assertThat(open.probe(add("ann")))
                .singleElement()
                .satisfies(failure -> assertThat(failure.message())
                        .startsWith("WRONGTYPE")
                        .contains("remove it and load the table again"));
    }

    @Test
    void aBitmapIsAString() throws RedisAwayException {
        assumeFalse(open.can().bloom(), () -> "needs a server without BF.INSERT, found " + open.can());
        open.apply(add("ann"));

        assertThat(open.redis.type(open.prefix + "filter")).isEqualTo("string");
        assertThat(open.redis.bitcount(open.prefix + "filter"))
                .isEqualTo(LongStream.of(BloomBits.of(1000, 0.01).of("ann"))
                        .distinct()
                        .count());
    }

    private static Command add(String item) {
        return Command.of(Verb.BLOOM_ADD, "filter", item, "1000", "0.01");
    }

    /** As any client would ask. */
    private boolean has(String item) {
        return open.can().bloom()
                ? call("BF.EXISTS", "filter", item) == 1
                : LongStream.of(BloomBits.of(1000, 0.01).of(item))
                        .allMatch(bit -> open.redis.getbit(open.prefix + "filter", bit) == 1);
    }

    /** From within a script, where replies are of one protocol version whatever the client speaks. */
    private long call(String command, String key, String argument) {
        String script = "local r = redis.call('" + command + "', KEYS[1], ARGV[1])\n"
                + "while type(r) == 'table' do r = r[1] end return r";
        return open.redis.<Long>eval(script, ScriptOutputType.INTEGER, new String[] {open.prefix + key}, argument);
    }
}

package io.rowcast.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final Capabilities ALL = new Capabilities("Redis 8.0.0", true, true);
    private static final Capabilities PLAIN = new Capabilities("Redis 7.0.15", false, false);

    @Test
    void aVerbIsSentByTheNameOfItsCommand() {
        assertThat(sent(Command.of(Verb.JSON_SET, "customer:7", "$", "{\"id\":7}"), ALL))
                .containsExactly("JSON.SET", "customer:7", "$", "{\"id\":7}");
        assertThat(sent(Command.of(Verb.XADD, "changes", "MAXLEN", "~", "1000", "*", "id", "7"), PLAIN))
                .containsExactly("XADD", "changes", "MAXLEN", "~", "1000", "*", "id", "7");
        assertThat(sent(Command.of(Verb.PUBLISH, "channel", "gone"), PLAIN))
                .containsExactly("PUBLISH", "channel", "gone");
    }

    @Test
    void aBloomFilterIsTheServersOwnWhereItHasOne() {
        assertThat(sent(Command.of(Verb.BLOOM_ADD, "emails", "ann@x", "1000", "0.01"), ALL))
                .containsExactly("BF.INSERT", "emails", "CAPACITY", "1000", "ERROR", "0.01", "ITEMS", "ann@x");
    }

    @Test
    void aBloomFilterIsABitmapElsewhere() {
        Stream<String> bits = Stream.of(BloomBits.of(1000, 0.01).of("ann@x"))
                .flatMap(offsets -> Arrays.stream(offsets).boxed())
                .flatMap(offset -> Stream.of("SET", "u1", offset.toString(), "1"));

        assertThat(sent(Command.of(Verb.BLOOM_ADD, "emails", "ann@x", "1000", "0.01"), PLAIN))
                .containsExactlyElementsOf(
                        Stream.concat(Stream.of("BITFIELD", "emails"), bits).toList());
    }

    @Test
    void whatRedisHasNoCommandForIsAScript() {
        String json = new String(JsonScript.SCRIPT.sha1(), StandardCharsets.US_ASCII);
        String decimal = new String(DecimalScript.SCRIPT.sha1(), StandardCharsets.US_ASCII);

        assertThat(sent(Command.of(Verb.HADD_DECIMAL, "sums", "Oslo", "1.5"), PLAIN))
                .containsExactly("EVALSHA", decimal, "1", "sums", "1.5", "Oslo");
        assertThat(sent(Command.of(Verb.JSON_PUT, "order:1", "[\"items\",\"2\"]", "qty", "3"), ALL))
                .containsExactly("EVALSHA", json, "1", "order:1", "put", "[\"items\",\"2\"]", "0", "qty", "3");
        assertThat(sent(Command.of(Verb.JSON_REMOVE, "order:1", "[\"items\",\"2\"]", "qty"), ALL))
                .containsExactly("EVALSHA", json, "1", "order:1", "remove", "[\"items\",\"2\"]", "0", "qty");
        assertThat(sent(Command.of(Verb.JSON_PUT_ELEMENT, "order:1", "[\"items\"]", "1", "id", "2", "qty", "3"), ALL))
                .containsExactly("EVALSHA", json, "1", "order:1", "put", "[\"items\"]", "1", "id", "2", "qty", "3");
        assertThat(sent(Command.of(Verb.JSON_REMOVE_ELEMENT, "order:1", "[\"items\"]", "1", "id", "2"), ALL))
                .containsExactly("EVALSHA", json, "1", "order:1", "remove", "[\"items\"]", "1", "id", "2");
    }

    @Test
    void aCommandReadsAsItIsTyped() {
        assertThat(Command.of(Verb.JSON_SET, "customer:7", "$", "{}")).hasToString("JSON.SET customer:7 $ {}");
    }

    private static List<String> sent(Command command, Capabilities can) {
        ByteBuf buffer = Unpooled.buffer();
        Wire.queued(command, can, new StatusOutput<>(ByteArrayCodec.INSTANCE)).encode(buffer);
        // *2 $3 GET $1 k: every second line from the third on is a word.
        List<String> lines = List.of(buffer.toString(StandardCharsets.UTF_8).split("\r\n"));
        return Stream.iterate(2, i -> i < lines.size(), i -> i + 2)
                .map(lines::get)
                .toList();
    }
}

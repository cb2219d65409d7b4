package io.rowcast.redis;

import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command within a transaction, written from its texts straight into the buffer that goes to Redis: there are hundreds
 * of them in a batch, and Lettuce's arguments would be an object and a copy for each word. Measured by the section {@code
 * writer} of {@code deploy/bench}.
 */
final class QueuedCommand extends Command<byte[], byte[], String> {
    private static final int CRLF = '\r' << 8 | '\n';

    private final byte[] name;
    private final @Nullable Script script;
    private final String key;
    private final List<String> arguments;

    /** @param script what {@code EVALSHA} is to run, with the one key; {@code null} for any other command */
    QueuedCommand(
            Wire.Keyword keyword,
            @Nullable Script script,
            String key,
            List<String> arguments,
            CommandOutput<byte[], byte[], String> output) {
        super(keyword, output);
        this.name = keyword.getBytes();
        this.script = script;
        this.key = key;
        this.arguments = arguments;
    }

    @Override
    public void encode(ByteBuf out) {
        header(out, '*', (script == null ? 2 : 4) + arguments.size());
        word(out, name);
        if (script != null) {
            word(out, script.sha1());
            word(out, "1");
        }
        word(out, key);
        for (int i = 0; i < arguments.size(); i++) {
            word(out, arguments.get(i));
        }
    }

    private static void word(ByteBuf out, String text) {
        int bytes = ByteBufUtil.utf8Bytes(text);
        header(out, '$', bytes);
        ByteBufUtil.reserveAndWriteUtf8(out, text, bytes);
        out.writeShort(CRLF);
    }

    private static void word(ByteBuf out, byte[] bytes) {
        header(out, '$', bytes.length);
        out.writeBytes(bytes);
        out.writeShort(CRLF);
    }

    private static void header(ByteBuf out, char kind, int number) {
        out.writeByte(kind);
        if (number < 10) {
            out.writeByte('0' + number);
        } else if (number < 100) {
            out.writeByte('0' + number / 10);
            out.writeByte('0' + number % 10);
        } else {
            out.writeCharSequence(Integer.toString(number), StandardCharsets.US_ASCII);
        }
        out.writeShort(CRLF);
    }
}

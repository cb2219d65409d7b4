package io.rowcast.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.rowcast.model.Verb;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** Turns the model's commands into what Lettuce sends. */
final class Wire {
    static final Keyword MULTI = new Keyword("MULTI");
    static final Keyword EXEC = new Keyword("EXEC");
    static final Keyword WATCH = new Keyword("WATCH");
    static final Keyword HMGET = new Keyword("HMGET");
    static final Keyword HSET = new Keyword("HSET");
    static final Keyword SCRIPT = new Keyword("SCRIPT");

    private static final Keyword EVALSHA = new Keyword("EVALSHA");
    private static final byte[] LOAD = bytes("LOAD");
    private static final Map<Verb, Keyword> KEYWORDS = new EnumMap<>(Verb.class);

    static {
        for (Verb verb : Verb.values()) {
            KEYWORDS.put(verb, isDecimal(verb) ? EVALSHA : new Keyword(verb.name()));
        }
    }

    private Wire() {}

    /**
     * A command's name. Its {@code toString} differs from Lettuce's own keywords on purpose: Lettuce keeps a state of
     * transactions by that text, and ours are read by {@link ExecOutput}.
     */
    static final class Keyword implements ProtocolKeyword {
        private final String name;
        private final byte[] bytes;

        Keyword(String name) {
            this.name = "rowcast-" + name;
            this.bytes = Wire.bytes(name);
        }

        @Override
        public byte[] getBytes() {
            return bytes;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static CommandArgs<byte[], byte[]> args() {
        return new CommandArgs<>(ByteArrayCodec.INSTANCE);
    }

    static <T> Command<byte[], byte[], T> command(
            Keyword keyword, CommandOutput<byte[], byte[], T> output, CommandArgs<byte[], byte[]> args) {
        return new Command<>(keyword, output, args);
    }

    /** What a command of the model is on the wire, as part of a transaction. */
    static Command<byte[], byte[], String> queued(
            io.rowcast.model.Command command, CommandOutput<byte[], byte[], String> output) {
        CommandArgs<byte[], byte[]> args = args();
        if (isDecimal(command.verb())) {
            evalsha(command, args);
        } else {
            args.addKey(bytes(command.key()));
            for (String argument : command.arguments()) {
                args.add(bytes(argument));
            }
        }
        return command(keyword(command.verb()), output, args);
    }

    /** The script takes the amount first, and then the field of a hash. */
    private static void evalsha(io.rowcast.model.Command command, CommandArgs<byte[], byte[]> args) {
        args.add(DecimalScript.SHA1).add(1).addKey(bytes(command.key()));
        if (command.verb() == Verb.HADD_DECIMAL) {
            args.add(bytes(command.arguments().get(1)));
        }
        args.add(bytes(command.arguments().get(0)));
    }

    static Command<byte[], byte[], String> loadScript(CommandOutput<byte[], byte[], String> output) {
        return command(SCRIPT, output, args().add(LOAD).add(DecimalScript.TEXT));
    }

    static boolean isDecimal(Verb verb) {
        return verb == Verb.ADD_DECIMAL || verb == Verb.HADD_DECIMAL;
    }

    private static Keyword keyword(Verb verb) {
        Keyword keyword = KEYWORDS.get(verb);
        if (keyword == null) {
            throw new IllegalStateException("no keyword for " + verb);
        }
        return keyword;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

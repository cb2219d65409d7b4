package io.rowcast.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.rowcast.model.Verb;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the model's commands into what Lettuce sends. */
final class Wire {
    static final Keyword MULTI = new Keyword("MULTI");
    static final Keyword EXEC = new Keyword("EXEC");
    static final Keyword WATCH = new Keyword("WATCH");
    static final Keyword HMGET = new Keyword("HMGET");
    static final Keyword HSET = new Keyword("HSET");
    static final Keyword SCRIPT = new Keyword("SCRIPT");

    static final Keyword EVAL = new Keyword("EVAL");

    static final Keyword WAIT = new Keyword("WAIT");
    private static final Keyword EVALSHA = new Keyword("EVALSHA");
    private static final byte[] LOAD = bytes("LOAD");
    private static final Keyword BF_INSERT = new Keyword("BF.INSERT");
    private static final Keyword BITFIELD = new Keyword("BITFIELD");
    private static final Map<Verb, Keyword> KEYWORDS = new EnumMap<>(Verb.class);

    static {
        for (Verb verb : Verb.values()) {
            KEYWORDS.put(verb, new Keyword(verb.command()));
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
            io.rowcast.model.Command command, Capabilities can, CommandOutput<byte[], byte[], String> output) {
        Script script = script(command.verb());
        if (script != null) {
            return command(EVALSHA, output, call(args().add(script.sha1()), command));
        }
        if (command.verb() == Verb.BLOOM_ADD) {
            return can.bloom()
                    ? command(BF_INSERT, output, bloomFilter(command))
                    : command(BITFIELD, output, bloomBits(command));
        }
        return command(keyword(command.verb()), output, all(args().addKey(bytes(command.key())), command.arguments()));
    }

    /** The script that does what Redis has no command for, {@code null} where it has one. */
    static @Nullable Script script(Verb verb) {
        return switch (verb) {
            case ADD_DECIMAL, HADD_DECIMAL -> DecimalScript.SCRIPT;
            case JSON_PUT, JSON_REMOVE, JSON_PUT_ELEMENT, JSON_REMOVE_ELEMENT -> JsonScript.SCRIPT;
            default -> null;
        };
    }

    static Command<byte[], byte[], String> loadScript(Script script, CommandOutput<byte[], byte[], String> output) {
        return command(SCRIPT, output, args().add(LOAD).add(script.text()));
    }

    /** Says what a command of the JSON script would fail on; the script comes along. */
    static <T> Command<byte[], byte[], T> check(
            io.rowcast.model.Command command, CommandOutput<byte[], byte[], T> output) {
        CommandArgs<byte[], byte[]> args =
                args().add(JsonScript.SCRIPT.text()).add(1).addKey(bytes(command.key()));
        return command(EVAL, output, json("check", command, args));
    }

    private static CommandArgs<byte[], byte[]> call(
            CommandArgs<byte[], byte[]> args, io.rowcast.model.Command command) {
        args.add(1).addKey(bytes(command.key()));
        return switch (command.verb()) {
            // The decimal script takes the amount first, and then the field of a hash.
            case HADD_DECIMAL ->
                args.add(bytes(command.arguments().get(1)))
                        .add(bytes(command.arguments().get(0)));
            case JSON_PUT, JSON_PUT_ELEMENT -> json("put", command, args);
            case JSON_REMOVE, JSON_REMOVE_ELEMENT -> json("remove", command, args);
            default -> all(args, command.arguments());
        };
    }

    /** Members of an object have no number of identifying members in the command: it is 0. */
    private static CommandArgs<byte[], byte[]> json(
            String action, io.rowcast.model.Command command, CommandArgs<byte[], byte[]> args) {
        List<String> arguments = command.arguments();
        args.add(bytes(action)).add(bytes(arguments.get(0)));
        if (command.verb() == Verb.JSON_PUT || command.verb() == Verb.JSON_REMOVE) {
            args.add(0);
        }
        return all(args, arguments.subList(1, arguments.size()));
    }

    /** Redis makes the filter with the first item; one that is there keeps its own capacity. */
    private static CommandArgs<byte[], byte[]> bloomFilter(io.rowcast.model.Command command) {
        return args().addKey(bytes(command.key()))
                .add(bytes("CAPACITY"))
                .add(bytes(command.arguments().get(1)))
                .add(bytes("ERROR"))
                .add(bytes(command.arguments().get(2)))
                .add(bytes("ITEMS"))
                .add(bytes(command.arguments().get(0)));
    }

    private static CommandArgs<byte[], byte[]> bloomBits(io.rowcast.model.Command command) {
        List<String> arguments = command.arguments();
        BloomBits layout = BloomBits.of(Long.parseLong(arguments.get(1)), Double.parseDouble(arguments.get(2)));
        CommandArgs<byte[], byte[]> args = args().addKey(bytes(command.key()));
        for (long offset : layout.of(arguments.get(0))) {
            args.add(bytes("SET")).add(bytes("u1")).add(offset).add(1);
        }
        return args;
    }

    private static CommandArgs<byte[], byte[]> all(CommandArgs<byte[], byte[]> args, List<String> arguments) {
        arguments.forEach(argument -> args.add(bytes(argument)));
        return args;
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

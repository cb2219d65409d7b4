package io.rowcast.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.rowcast.model.Verb;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Turns the model's commands into what Lettuce sends. */
final class Wire {
    static final Keyword MULTI = new Keyword("MULTI");
    static final Keyword EXEC = new Keyword("EXEC");
    static final Keyword WATCH = new Keyword("WATCH");
    static final Keyword HMGET = new Keyword("HMGET");
    static final Keyword HSET = new Keyword("HSET");
    static final Keyword HGET = new Keyword("HGET");
    static final Keyword HGETALL = new Keyword("HGETALL");
    static final Keyword ASKING = new Keyword("ASKING");
    static final Keyword SCRIPT = new Keyword("SCRIPT");

    static final Keyword EVAL = new Keyword("EVAL");

    static final Keyword WAIT = new Keyword("WAIT");
    static final Keyword EVALSHA = new Keyword("EVALSHA");
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
        Keyword keyword = script == null ? keyword(command.verb(), can) : EVALSHA;
        return new QueuedCommand(keyword, script, command.key(), arguments(command, can), output);
    }

    private static Keyword keyword(Verb verb, Capabilities can) {
        if (verb == Verb.BLOOM_ADD) {
            return can.bloom() ? BF_INSERT : BITFIELD;
        }
        return keyword(verb);
    }

    /** The name by which a server knows what a verb does, where it has a command for it. */
    private static byte[] name(Verb verb, Capabilities can) {
        return keyword(verb, can).getBytes();
    }

    /** What follows the key of a command or a script. */
    static List<String> arguments(io.rowcast.model.Command command, Capabilities can) {
        List<String> arguments = command.arguments();
        return switch (command.verb()) {
            case BLOOM_ADD -> can.bloom() ? bloomFilter(arguments) : bloomBits(arguments);
            // The decimal script takes the amount first, and then the field of a hash.
            case HADD_DECIMAL -> List.of(arguments.get(1), arguments.get(0));
            case JSON_PUT, JSON_PUT_ELEMENT -> json("put", command);
            case JSON_REMOVE, JSON_REMOVE_ELEMENT -> json("remove", command);
            default -> arguments;
        };
    }

    /** The script that does what Redis has no command for, {@code null} where it has one. */
    static @Nullable Script script(Verb verb) {
        return switch (verb) {
            case ADD_DECIMAL, HADD_DECIMAL -> DecimalScript.SCRIPT;
            case JSON_PUT, JSON_REMOVE, JSON_PUT_ELEMENT, JSON_REMOVE_ELEMENT -> JsonScript.SCRIPT;
            default -> null;
        };
    }

    /** A command as {@link CommandLua#APPLY} takes it, but for its key. */
    static void addScripted(
            CommandArgs<byte[], byte[]> args, io.rowcast.model.Command command, String id, Capabilities can) {
        List<String> arguments = arguments(command, can);
        Script script = script(command.verb());
        args.add(arguments.size()).add(bytes(id));
        if (script == null) {
            args.add(name(command.verb(), can));
        } else {
            args.add(script == JsonScript.SCRIPT ? "JSON" : "DECIMAL");
        }
        all(args, arguments);
    }

    static Command<byte[], byte[], String> loadScript(Script script, CommandOutput<byte[], byte[], String> output) {
        return command(SCRIPT, output, args().add(LOAD).add(script.text()));
    }

    /** Says what a command of the JSON script would fail on; the script comes along. */
    static <T> Command<byte[], byte[], T> check(
            io.rowcast.model.Command command, CommandOutput<byte[], byte[], T> output) {
        CommandArgs<byte[], byte[]> args =
                args().add(JsonScript.SCRIPT.text()).add(1).addKey(bytes(command.key()));
        return command(EVAL, output, all(args, json("check", command)));
    }

    /** Members of an object have no number of identifying members in the command: it is 0. */
    private static List<String> json(String action, io.rowcast.model.Command command) {
        List<String> arguments = command.arguments();
        List<String> call = new ArrayList<>(arguments.size() + 2);
        call.add(action);
        call.add(arguments.get(0));
        if (command.verb() == Verb.JSON_PUT || command.verb() == Verb.JSON_REMOVE) {
            call.add("0");
        }
        call.addAll(arguments.subList(1, arguments.size()));
        return call;
    }

    /** Redis makes the filter with the first item; one that is there keeps its own capacity. */
    private static List<String> bloomFilter(List<String> arguments) {
        return List.of("CAPACITY", arguments.get(1), "ERROR", arguments.get(2), "ITEMS", arguments.get(0));
    }

    private static List<String> bloomBits(List<String> arguments) {
        BloomBits layout = BloomBits.of(Long.parseLong(arguments.get(1)), Double.parseDouble(arguments.get(2)));
        List<String> call = new ArrayList<>();
        for (long offset : layout.of(arguments.get(0))) {
            call.addAll(List.of("SET", "u1", Long.toString(offset), "1"));
        }
        return call;
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

    /** Those that are wanted. */
    static List<String> texts(Iterable<byte[]> found, Predicate<String> wanted) {
        List<String> texts = new ArrayList<>();
        found.forEach(bytes -> {
            String text = text(bytes);
            if (wanted.test(text)) {
                texts.add(text);
            }
        });
        return texts;
    }

    static Map<byte[], byte[]> bytes(Map<String, String> hash) {
        Map<byte[], byte[]> bytes = new LinkedHashMap<>();
        hash.forEach((name, value) -> bytes.put(bytes(name), bytes(value)));
        return bytes;
    }

    static Map<String, String> texts(Map<byte[], byte[]> hash) {
        Map<String, String> texts = new LinkedHashMap<>();
        hash.forEach((field, value) -> texts.put(text(field), text(value)));
        return texts;
    }

    /** Of what INFO says. */
    static Map<String, String> facts(String info) {
        Map<String, String> facts = new LinkedHashMap<>();
        info.lines()
                .map(line -> line.split(":", 2))
                .filter(fact -> fact.length == 2)
                .forEach(fact -> facts.put(fact[0], fact[1].strip()));
        return facts;
    }
}

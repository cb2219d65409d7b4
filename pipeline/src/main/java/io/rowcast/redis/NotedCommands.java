package io.rowcast.redis;

import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.RedisCommand;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The commands of one lane in a batch whose refusal Redis itself notes, in their order: one call of a script, which stores
 * with the lane's watermark what failed. A writer that dies before it sees the reply leaves the truth behind, however the
 * keys are changed by others from then on.
 */
final class NotedCommands {
    /** The field of the watermark's hash: Kafka's id of the topic, then a line for each failure. */
    static final String FIELD = "refused";

    /**
     * KEYS: the hash of the watermark, then the key of each command. ARGV: Kafka's id of the topic, then what {@link
     * CommandLua#APPLY} takes. Returns index and message of each failure.
     */
    private static final String NOTE = """
            local failures, kept = apply(2, 2)
            if kept ~= '' then redis.call('HSET', KEYS[1], '%s', ARGV[1] .. '\\n' .. kept) end
            return failures
            """.formatted(FIELD);

    /**
     * KEYS: the hash of the letters that wait, then the key of each command. ARGV: the field of the letter, what it holds if
     * commands fail, then as above.
     */
    private static final String LETTER = """
            local failures = apply(2, 3)
            if #failures == 0 then
              redis.call('HDEL', KEYS[1], ARGV[1])
            else
              local failed = {}
              for i = 1, #failures, 2 do failed[#failed + 1] = failures[i] end
              redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' %s' .. table.concat(failed, ','))
            end
            return failures
            """.formatted(Letter.FAILED);

    private static final Script NOTE_PLAIN = new Script(CommandLua.WITHOUT_JSON + NOTE);
    private static final Script NOTE_WITH_JSON = new Script(CommandLua.WITH_JSON + NOTE);
    private static final Script OF_LETTER = new Script(CommandLua.WITH_JSON + LETTER);

    /** The key with which failures are stored, and what the script is told of it. */
    private final String home;

    private final List<String> head;
    private final boolean ofLetter;
    private final List<Command> commands = new ArrayList<>();
    private final List<Integer> indexes = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    private NotedCommands(String home, List<String> head, boolean ofLetter) {
        this.home = home;
        this.head = head;
        this.ofLetter = ofLetter;
    }

    /** All of a letter. */
    static NotedCommands of(Letter letter) {
        NotedCommands noted = new NotedCommands(letter.marks(), List.of(letter.field(), letter.text()), true);
        for (int i = 0; i < letter.commands().size(); i++) {
            noted.add(letter.commands().get(i), i, "");
        }
        return noted;
    }

    /**
     * Those of a batch, by lane; only of records that the batch passes, and mostly none.
     *
     * @param watermarks what each lane's watermark is called
     */
    static List<NotedCommands> of(Batch batch, Map<LaneId, String> watermarks) {
        if (batch.commands().stream().noneMatch(NotedCommands::startsNote)) {
            return List.of();
        }
        Map<LaneId, List<Origin>> origins = new LinkedHashMap<>();
        batch.origins().stream()
                .filter(origin -> batch.watermarks().containsKey(origin.lane()))
                .forEach(origin -> origins.computeIfAbsent(origin.lane(), any -> new ArrayList<>())
                        .add(origin));
        Map<Integer, Integer> ends = ends(batch);
        return origins.entrySet().stream()
                .map(own -> of(batch.commands(), own.getValue(), ends, String.valueOf(watermarks.get(own.getKey()))))
                .filter(noted -> !noted.commands.isEmpty())
                .toList();
    }

    private static boolean startsNote(Command command) {
        return !command.verb().repeatable() && command.verb().keyType() != Verb.KeyType.ANY;
    }

    /** By the first command of each origin where its commands end. */
    private static Map<Integer, Integer> ends(Batch batch) {
        Map<Integer, Integer> ends = new HashMap<>();
        int end = batch.commands().size();
        for (int i = batch.origins().size() - 1; i >= 0; i--) {
            int first = batch.origins().get(i).firstCommand();
            ends.put(first, end);
            end = first;
        }
        return ends;
    }

    private static NotedCommands of(
            List<Command> all, List<Origin> origins, Map<Integer, Integer> ends, String watermark) {
        NotedCommands noted =
                new NotedCommands(watermark, List.of(origins.get(0).topicId()), false);
        List<Command> own = new ArrayList<>();
        origins.forEach(origin ->
                own.addAll(all.subList(origin.firstCommand(), ends.getOrDefault(origin.firstCommand(), all.size()))));
        Set<String> keys = keys(own);
        for (Origin origin : origins) {
            for (int i = origin.firstCommand(); i < ends.getOrDefault(origin.firstCommand(), all.size()); i++) {
                if (keys.contains(all.get(i).key())) {
                    noted.add(all.get(i), i, origin.id(i));
                }
            }
        }
        return noted;
    }

    private void add(Command command, int index, String id) {
        commands.add(command);
        indexes.add(index);
        ids.add(id);
    }

    /**
     * The keys of a lane's commands on which failures are noted: those with a command that must not be sent again. All
     * commands on them are, as their order counts.
     */
    static Set<String> keys(List<Command> commands) {
        return commands.stream()
                .filter(NotedCommands::startsNote)
                .map(Command::key)
                .collect(Collectors.toSet());
    }

    /** Where the commands stand in the batch, in their order here. */
    List<Integer> indexes() {
        return indexes;
    }

    Script script() {
        if (ofLetter) {
            return OF_LETTER;
        }
        return commands.stream().anyMatch(command -> Wire.script(command.verb()) == JsonScript.SCRIPT)
                ? NOTE_WITH_JSON
                : NOTE_PLAIN;
    }

    RedisCommand<byte[], byte[], ?> call(Capabilities can, CommandOutput<byte[], byte[], String> queued) {
        CommandArgs<byte[], byte[]> args =
                Wire.args().add(script().sha1()).add(commands.size() + 1L).addKey(Wire.bytes(home));
        commands.forEach(command -> args.addKey(Wire.bytes(command.key())));
        head.forEach(each -> args.add(Wire.bytes(each)));
        for (int i = 0; i < commands.size(); i++) {
            Wire.addScripted(args, commands.get(i), ids.get(i), can);
        }
        return Wire.command(Wire.EVALSHA, queued, args);
    }

    /** From the field: messages by the ids of the commands; none when they are of another topic. */
    static Map<String, String> parse(String text, String topicId) {
        Map<String, String> failures = new LinkedHashMap<>();
        if (text.startsWith(topicId + "\n")) {
            text.lines().skip(1).forEach(line -> {
                int blank = line.indexOf(' ');
                failures.put(line.substring(0, blank), line.substring(blank + 1));
            });
        }
        return failures;
    }
}

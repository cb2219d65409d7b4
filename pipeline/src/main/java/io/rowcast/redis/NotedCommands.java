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

    private static final Script PLAIN = new Script(CommandLua.WITHOUT_JSON + NOTE);
    private static final Script WITH_JSON = new Script(CommandLua.WITH_JSON + NOTE);

    private final LaneId lane;
    private final String topicId;
    private final List<Command> commands = new ArrayList<>();
    private final List<Integer> indexes = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    private NotedCommands(LaneId lane, String topicId) {
        this.lane = lane;
        this.topicId = topicId;
    }

    /** Those of a batch, by lane; only of records that the batch passes, and mostly none. */
    static List<NotedCommands> of(Batch batch) {
        if (batch.commands().stream().noneMatch(NotedCommands::startsNote)) {
            return List.of();
        }
        Map<LaneId, List<Origin>> origins = new LinkedHashMap<>();
        batch.origins().stream()
                .filter(origin -> batch.watermarks().containsKey(origin.lane()))
                .forEach(origin -> origins.computeIfAbsent(origin.lane(), any -> new ArrayList<>())
                        .add(origin));
        Map<Integer, Integer> ends = ends(batch);
        return origins.values().stream()
                .map(own -> of(batch.commands(), own, ends))
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

    private static NotedCommands of(List<Command> all, List<Origin> origins, Map<Integer, Integer> ends) {
        NotedCommands noted =
                new NotedCommands(origins.get(0).lane(), origins.get(0).topicId());
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
        return commands.stream().anyMatch(command -> Wire.script(command.verb()) == JsonScript.SCRIPT)
                ? WITH_JSON
                : PLAIN;
    }

    /** @param watermarks what each lane's watermark is called */
    RedisCommand<byte[], byte[], ?> call(
            Map<LaneId, String> watermarks, Capabilities can, CommandOutput<byte[], byte[], String> queued) {
        CommandArgs<byte[], byte[]> args = Wire.args().add(script().sha1()).add(commands.size() + 1L);
        args.addKey(Wire.bytes(String.valueOf(watermarks.get(lane))));
        commands.forEach(command -> args.addKey(Wire.bytes(command.key())));
        args.add(Wire.bytes(topicId));
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

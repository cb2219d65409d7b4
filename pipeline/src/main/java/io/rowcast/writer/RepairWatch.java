package io.rowcast.writer;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import io.rowcast.topic.RepairRequest;
import io.rowcast.topic.RepairRequest.Guard;
import io.rowcast.topic.RepairRequest.Item;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The places of a lane that somebody wants to put right. What they are to hold was computed from the records up to some place
 * behind the first request; so a place that a record behind that request writes to is left alone, and nothing goes back to
 * an older value. A lane that was attached in between knows of no first request, and does nothing.
 */
final class RepairWatch {
    private @Nullable String id;
    private final Map<String, Set<Item>> open = new HashMap<>();

    boolean isOpen() {
        return id != null;
    }

    void clear() {
        id = null;
        open.clear();
    }

    void begin(RepairRequest request) {
        clear();
        id = request.id();
        request.items()
                .forEach(item ->
                        open.computeIfAbsent(item.key(), key -> new HashSet<>()).add(item));
    }

    /** The commands, from a first one on, are sent. */
    void see(List<Command> commands, int first) {
        for (Command command : commands.subList(first, commands.size())) {
            Set<Item> items = open.get(command.key());
            if (items != null) {
                items.removeIf(item -> touches(command, item));
            }
        }
    }

    private static boolean touches(Command command, Item item) {
        boolean replaces = command.verb() == Verb.SET || command.verb() == Verb.UNLINK;
        return switch (item.guard()) {
            case TOUCH ->
                replaces || item.within() == null || command.arguments().contains(item.within());
            case REPLACE -> replaces;
            case NONE -> false;
        };
    }

    /** A record waits among the dead letters: what it would write to is not looked for. */
    void putAside() {
        open.values().forEach(items -> items.removeIf(item -> item.guard() != Guard.REPLACE));
    }

    /** Appends the commands of the places that were watched and not touched. */
    void apply(RepairRequest request, List<Command> into) {
        if (request.id().equals(id)) {
            for (Item item : request.items()) {
                Item asked = new Item(item.key(), item.within(), item.guard(), List.of());
                if (open.getOrDefault(item.key(), Set.of()).contains(asked)) {
                    into.addAll(item.commands());
                }
            }
        }
        clear();
    }
}

package io.rowcast.reader;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the objects that Debezium creates itself (queue, offset store) find the session they belong to: its id is one of
 * the settings that Debezium passes to them.
 */
final class SessionRegistry {
    static final String SETTING = "rowcast.session";
    private static final Map<String, Entry> ENTRIES = new ConcurrentHashMap<>();

    /** What a session shares with the objects that Debezium creates for it. */
    record Entry(Pulse pulse, CommittedPosition position, Definitions definitions, BinlogMarks marks) {}

    private SessionRegistry() {}

    static String add(Entry entry) {
        String id = UUID.randomUUID().toString();
        ENTRIES.put(id, entry);
        return id;
    }

    static void remove(String id) {
        ENTRIES.remove(id);
    }

    /** @throws IllegalStateException when the settings are of no session that runs */
    static Entry of(Map<String, ?> settings) {
        return of((String) settings.get(SETTING));
    }

    /** @throws IllegalStateException when the session of that id does not run */
    static Entry of(@Nullable String id) {
        Entry entry = id == null ? null : ENTRIES.get(id);
        if (entry == null) {
            throw new IllegalStateException("no reader session '" + id + "' is running");
        }
        return entry;
    }
}

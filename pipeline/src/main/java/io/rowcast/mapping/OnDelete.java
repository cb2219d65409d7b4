package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.util.List;
import java.util.OptionalLong;

/** What {@code on_delete} says of rows that leave. */
record OnDelete(Way way, long tombstoneSeconds) {
    static final OnDelete REMOVE = new OnDelete(Way.REMOVE, 0);

    /** How long a tombstone stays when {@code tombstone_ttl} does not say. */
    private static final long TOMBSTONE_SECONDS = 60;

    enum Way {
        /** What the row wrote goes with it. */
        REMOVE,
        /** A deleted row stays as it was. One that leaves otherwise, by {@code when} or to another key, is removed. */
        KEEP,
        /** In place of the key stands, for a while, a marker that says: there is no such row. */
        TOMBSTONE
    }

    static OnDelete read(WrittenOutput written, Problems problems) {
        String text = written.text("on_delete").orElse("remove");
        long seconds = TOMBSTONE_SECONDS;
        if (written.has("tombstone_ttl")) {
            String ttl = written.text("tombstone_ttl").orElse("");
            OptionalLong duration = LifetimeReader.duration(ttl);
            if (duration.isEmpty() || duration.getAsLong() == 0 || !text.equals("tombstone")) {
                problems.add(
                        written.path() + ".tombstone_ttl",
                        "found '" + ttl + "'; expected a time like 60s, together with on_delete: tombstone");
            }
            seconds = duration.orElse(TOMBSTONE_SECONDS);
        }
        return switch (text) {
            case "remove" -> REMOVE;
            case "keep" -> new OnDelete(Way.KEEP, 0);
            case "tombstone" -> new OnDelete(Way.TOMBSTONE, seconds);
            default -> {
                problems.add(written.path() + ".on_delete", "found '" + text + "'; expected remove, keep or tombstone");
                yield REMOVE;
            }
        };
    }

    /** Whether what a row wrote stays. */
    boolean keeps(boolean deleted) {
        return deleted && way == Way.KEEP;
    }

    /** Appends the command that ends a tombstone. */
    void limit(Entry was, List<Command> into) {
        into.add(Command.of(Verb.EXPIRE, was.key(), Long.toString(tombstoneSeconds)));
    }

    boolean leavesTombstone() {
        return way == Way.TOMBSTONE;
    }
}

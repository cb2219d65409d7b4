package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * How long a key lives after it was written, or until when. The spread of a key is decided by its name (CRC-32), so it is
 * the same each time and keys written together do not expire together.
 *
 * @param seconds 0 for keys that stay
 * @param spread the greatest deviation either way, in seconds
 * @param until the moment at which the key ends, {@code null} when that does not depend on the row
 */
record Lifetime(long seconds, long spread, @Nullable Moment until) {
    static final Lifetime ENDLESS = new Lifetime(0, 0);

    Lifetime(long seconds, long spread) {
        this(seconds, spread, null);
    }

    /** Whether the time starts anew with each write. */
    boolean ends() {
        return seconds > 0;
    }

    /** The entry with the moment at which it ends, if the row says so. */
    Entry of(Entry entry, RowImage row) {
        return until == null ? entry : entry.expiringAt(until.second(row));
    }

    /** Appends the command that starts the key's time anew, if it has any. */
    void renew(Entry is, List<Command> into) {
        if (ends()) {
            into.add(Command.of(Verb.EXPIRE, is.key(), Long.toString(of(is.key()))));
        } else if (is.expiresAt() != null) {
            into.add(Command.of(Verb.EXPIREAT, is.key(), Long.toString(is.expiresAt())));
        }
    }

    /** Appends the command that lets a key stay which had an end before. */
    void release(Entry was, Entry is, List<Command> into) {
        if (was.expiresAt() != null && is.expiresAt() == null) {
            into.add(Command.of(Verb.PERSIST, is.key()));
        }
    }

    /** Seconds within {@code [seconds - spread, seconds + spread]}. */
    long of(String key) {
        if (spread == 0) {
            return seconds;
        }
        CRC32 hash = new CRC32();
        hash.update(key.getBytes(StandardCharsets.UTF_8));
        return seconds - spread + hash.getValue() % (2 * spread + 1);
    }
}

package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * How long a key lives after it was written. The spread of a key is decided by its name (CRC-32), so it is the same each
 * time and keys written together do not expire together.
 *
 * @param seconds 0 for keys that stay
 * @param spread the greatest deviation either way, in seconds
 */
record Lifetime(long seconds, long spread) {
    static final Lifetime ENDLESS = new Lifetime(0, 0);

    boolean ends() {
        return seconds > 0;
    }

    /** Appends the command that starts the key's time anew, if it has any. */
    void renew(String key, List<Command> into) {
        if (ends()) {
            into.add(Command.of(Verb.EXPIRE, key, Long.toString(of(key))));
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

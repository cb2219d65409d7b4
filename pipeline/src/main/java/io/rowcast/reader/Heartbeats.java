package io.rowcast.reader;

import io.rowcast.reader.catalog.SourceOffset;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which positions of heartbeats may be committed. Not all: one that Debezium sends in the middle of a transaction
 * can lie before rows that were sent already, and after a restart in the middle of a transaction its first ones lie at
 * that transaction's begin. Committing either and starting again from there would send rows twice.
 */
final class Heartbeats {
    /** How often the position moves when MySQL changes nothing that is captured. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** How often it does when only transactions completed that changed nothing that is captured. */
    static final Duration COMPLETED = Duration.ofSeconds(1);

    private boolean behindStart;
    private boolean halfway;
    private @Nullable String completedAtStart;
    private long lastCommit = System.nanoTime();

    Heartbeats(Optional<SourceOffset> start) {
        behindStart = start.map(SourceOffset::inTransaction).orElse(false);
    }

    /** A row came: whatever was read before the start is behind. */
    void row() {
        behindStart = false;
    }

    void committed(SourceOffset position) {
        halfway = position.inTransaction();
        lastCommit = System.nanoTime();
    }

    /**
     * Whether a position without rows has waited long enough: not at all when it is the end of the transaction whose rows were
     * committed last.
     */
    boolean due(SourceOffset position, SourceOffset committed) {
        Duration wait = halfway ? Duration.ZERO : position.completedLike(committed) ? INTERVAL : COMPLETED;
        return System.nanoTime() - lastCommit >= wait.toNanos();
    }

    /** Whether everything before the heartbeat's position was sent, and nothing after it. */
    boolean exact(SourceOffset heartbeat) {
        if (heartbeat.inTransaction()) {
            return false;
        }
        if (behindStart) {
            String completed = heartbeat.completed();
            if (completedAtStart == null) {
                completedAtStart = completed;
            }
            behindStart = completed.equals(completedAtStart);
        }
        return !behindStart;
    }
}

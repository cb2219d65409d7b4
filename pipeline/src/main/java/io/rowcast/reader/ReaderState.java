package io.rowcast.reader;

import io.rowcast.model.Health;
import io.rowcast.model.Health.State;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the reader is doing, told to the log once per change. Written by the supervisor, read by any thread. */
final class ReaderState {
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

    private static final String WORKING = "following MySQL";
    private static final String STANDBY = "standby: another reader of the pipeline is at work";

    private static final String FENCED =
            "another reader, or 'rowcast recover', took its place; it asks whose turn it is";

    private volatile Health health = new Health(State.STARTING, "connecting to Kafka and MySQL");
    private volatile @Nullable String lastError;

    Health health() {
        return health;
    }

    Optional<String> lastError() {
        return Optional.ofNullable(lastError);
    }

    void working() {
        if (!health.detail().equals(WORKING)) {
            LOG.info("The reader follows MySQL");
        }
        health = new Health(State.OK, WORKING);
    }

    /** Something is away; it is tried again. */
    void degraded(String reason, int attempt) {
        lastError = reason;
        if (health.state() != State.DEGRADED) {
            LOG.atWarn().addKeyValue("error", reason).log("The reader lost its source or Kafka; it tries again");
        } else {
            LOG.atDebug()
                    .addKeyValue("error", reason)
                    .addKeyValue("attempt", attempt)
                    .log("Not yet");
        }
        health = new Health(State.DEGRADED, "trying again: " + reason);
    }

    /** Somebody else has written as the reader of the pipeline. */
    void fenced() {
        lastError = FENCED;
        LOG.warn("The reader is fenced: {}", FENCED);
        health = new Health(State.STARTING, FENCED);
    }

    /** Another reader is at work. */
    void standby() {
        if (!health.detail().equals(STANDBY)) {
            LOG.info("The reader stands by: another one is at work");
        }
        health = new Health(State.OK, STANDBY);
    }

    /** It is this reader's turn. */
    void takingOver() {
        if (health.detail().equals(STANDBY)) {
            LOG.info("The reader takes over");
            health = new Health(State.STARTING, "taking over");
        }
    }

    /** A person must act. */
    void halted(@Nullable String reason) {
        String text = reason == null ? "stopped" : reason;
        lastError = text;
        health = new Health(State.HALTED, text);
    }

    void stopped() {
        LOG.info("The reader stopped");
    }
}

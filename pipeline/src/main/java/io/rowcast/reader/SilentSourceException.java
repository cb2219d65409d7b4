package io.rowcast.reader;

import java.time.Duration;

/** MySQL says nothing more: it ended the connection, or the connection only looks alive. */
final class SilentSourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SilentSourceException() {
        super("MySQL ended the connection");
    }

    SilentSourceException(Duration limit) {
        super("MySQL sent neither a change nor a sign of life for more than " + limit.toSeconds()
                + " s: its connection counts as dead");
    }
}

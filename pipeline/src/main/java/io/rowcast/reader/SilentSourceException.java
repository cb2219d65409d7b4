package io.rowcast.reader;

import java.time.Duration;

/** MySQL said nothing for too long on a connection that looks alive. */
final class SilentSourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SilentSourceException(Duration limit) {
        super("MySQL sent neither a change nor a sign of life for more than " + limit.toSeconds()
                + " s: its connection counts as dead");
    }
}

package io.rowcast.redis;

/**
 * Redis cannot be reached, did not answer in time, or refuses writes as a whole (loading, out of memory, read-only).
 * Whether the last batch was applied is unknown until its watermark is read again.
 */
public final class RedisAwayException extends Exception {
    private static final long serialVersionUID = 1L;

    RedisAwayException(String message) {
        super(message);
    }

    RedisAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}

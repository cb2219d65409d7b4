package io.rowcast.redis;

import java.time.Duration;

/**
 * How many replicas must have a transaction before it counts as acknowledged, and how long they are waited for before the
 * server is asked again.
 */
public record ReplicaWait(int replicas, Duration timeout) {
    /** What the primary has applied is acknowledged. */
    public static final ReplicaWait NONE = new ReplicaWait(0, Duration.ZERO);

    boolean needed() {
        return replicas > 0;
    }

    /** @throws RedisAwayException when fewer have it: what is applied is not lost, but may be yet */
    void require(long found) throws RedisAwayException {
        if (found < replicas) {
            throw new RedisAwayException("found " + found + " replicas that have the last batch after "
                    + timeout.toMillis() + " ms; expected " + replicas + " (redis.wait)");
        }
    }
}

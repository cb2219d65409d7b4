package io.rowcast.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.Command;
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

    /** Asks how many have what was sent before on the same connection. */
    Command<byte[], byte[], Long> command() {
        return Wire.command(
                Wire.WAIT,
                new IntegerOutput<>(ByteArrayCodec.INSTANCE),
                Wire.args().add(replicas).add(timeout.toMillis()));
    }

    /** @throws RedisAwayException when fewer have it: what is applied is not lost, but may be yet */
    void require(long found) throws RedisAwayException {
        if (found < replicas) {
            throw new RedisAwayException("found " + found + " replicas that have the last batch after "
                    + timeout.toMillis() + " ms; expected " + replicas + " (redis.wait)");
        }
    }
}

package io.rowcast.redis;

import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a server answers; one that does not, or answers with an error, is away. */
final class Answers {
    /** How long any one reply may take; a Redis that is slower than this counts as away. */
    static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final Duration SLICE = Duration.ofSeconds(1);

    private Answers() {}

    static <T> T await(Future<T> reply) throws RedisAwayException {
        return await(reply, DEADLINE);
    }

    static <T> T await(Future<T> reply, Duration deadline) throws RedisAwayException {
        try {
            return get(reply, deadline);
        } catch (TimeoutException e) {
            throw new RedisAwayException("Redis did not answer within " + deadline.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new RedisAwayException("Redis failed: " + RedisConnector.innermost(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisAwayException("interrupted while waiting for Redis", e);
        } catch (RedisException e) {
            throw new RedisAwayException("Redis failed: " + RedisConnector.innermost(e), e);
        }
    }

    /**
     * Waits in slices: of a pause of this process (a suspended machine, a long collection) one at most counts, since the answer
     * may have come meanwhile and nobody has read it.
     */
    static <T> T get(Future<T> reply, Duration deadline)
            throws TimeoutException, ExecutionException, InterruptedException {
        for (Duration left = deadline; left.compareTo(SLICE) > 0; left = left.minus(SLICE)) {
            try {
                return reply.get(SLICE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue; // the next slice
            }
        }
        return reply.get(SLICE.toMillis(), TimeUnit.MILLISECONDS);
    }
}

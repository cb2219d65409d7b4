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

    private Answers() {}

    static <T> T await(Future<T> reply) throws RedisAwayException {
        return await(reply, DEADLINE);
    }

    static <T> T await(Future<T> reply, Duration deadline) throws RedisAwayException {
        try {
            return reply.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
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
}

package io.rowcast.writer;

import io.github.resilience4j.core.IntervalFunction;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.RedisSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to Redis as it comes and goes: at most one at a time, and a growing pause between attempts. */
final class RedisLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final IntervalFunction BACKOFF =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(50), 2.0, 0.5, Duration.ofSeconds(3));

    private final RedisConnector connector;
    private final WriterMetrics metrics;
    private @Nullable RedisSession session;
    private int attempt;
    private long nextAttempt;
    private volatile @Nullable String away;

    RedisLink(RedisConnector connector, WriterMetrics metrics) {
        this.connector = connector;
        this.metrics = metrics;
        this.nextAttempt = System.nanoTime();
    }

    /** The session that stands; opens one when it is time for another attempt. */
    @Nullable
    RedisSession session() {
        if (session == null && System.nanoTime() - nextAttempt >= 0) {
            try {
                session = connector.open();
            } catch (RedisAwayException e) {
                lost(e);
            }
        }
        return session;
    }

    /** The session works: whatever kept it away is over. */
    void works() {
        attempt = 0;
        if (away != null) {
            LOG.atInfo().log("Redis is back");
            away = null;
        }
    }

    /** Redis answered, but does not hold what it acknowledged: a new session reads the watermarks again. */
    void suspect(WentBackException reason) {
        LOG.atWarn()
                .addKeyValue("error", reason.getMessage())
                .log("Redis is not in the state it acknowledged; reading the watermarks again");
        close();
    }

    /** Gives the session up, for another one after a pause. */
    void lost(RedisAwayException reason) {
        close();
        attempt++;
        Duration pause = Duration.ofMillis(BACKOFF.apply(attempt));
        nextAttempt = System.nanoTime() + pause.toNanos();
        if (away == null) {
            metrics.outages.increment();
            LOG.atWarn()
                    .addKeyValue("error", reason.getMessage())
                    .log("Redis is away; nothing is lost, the writer goes on from its watermark when it is back");
        }
        away = String.valueOf(reason.getMessage());
    }

    /** Why there is no working session, {@code null} when there is one. */
    @Nullable
    String away() {
        return away;
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}

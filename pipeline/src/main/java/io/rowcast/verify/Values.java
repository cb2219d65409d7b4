package io.rowcast.verify;

import io.rowcast.redis.LaneId;
import io.rowcast.redis.Look;
import io.rowcast.redis.Looked;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.ValueReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads from Redis over its outages: connects anew when it is away, for as long as there is patience. */
final class Values implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final RedisConnector redis;
    private final Duration patience;
    private @Nullable ValueReader reader;

    Values(RedisConnector redis, Duration patience) {
        this.redis = redis;
        this.patience = patience;
    }

    /** What is done with a connection, from the beginning if it is lost. */
    interface Reading<T> {
        T with(ValueReader reader) throws RedisAwayException, NotVerifiedException, InterruptedException;
    }

    Looked look(Map<LaneId, String> lanes, List<Look> looks) throws NotVerifiedException, InterruptedException {
        return read(reader -> reader.look(lanes, looks));
    }

    <T> T read(Reading<T> reading) throws NotVerifiedException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return reading.with(reader());
            } catch (RedisAwayException e) {
                close();
                if (System.nanoTime() - end > 0) {
                    throw new NotVerifiedException(String.valueOf(e.getMessage()), false);
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        }
    }

    private ValueReader reader() throws RedisAwayException {
        ValueReader open = reader;
        if (open == null) {
            open = redis.openValues();
            reader = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}

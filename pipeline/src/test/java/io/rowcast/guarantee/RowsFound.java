package io.rowcast.guarantee;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.rowcast.fixture.RedisView;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A client of Redis that looks for living rows over and over, first where they were and then where they are to be. */
final class RowsFound implements AutoCloseable {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    /**
     * A row.
     *
     * @param before where an earlier mapping has it
     * @param after where the one of now has it
     */
    record Looked(
            String row,
            Function<RedisClusterAsyncCommands<String, String>, RedisFuture<Boolean>> before,
            Function<RedisClusterAsyncCommands<String, String>, RedisFuture<Boolean>> after) {}

    private final RedisView redis;
    private final List<Looked> rows;
    private final Set<String> missed = new ConcurrentSkipListSet<>();
    private final AtomicLong onlyBefore = new AtomicLong();
    private final AtomicLong onlyAfter = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile String failure = "";

    RowsFound(RedisView redis, List<Looked> rows) {
        this.redis = redis;
        this.rows = List.copyOf(rows);
        this.thread = new Thread(this::run, "rows-found");
        thread.start();
    }

    private void run() {
        try {
            while (!stopping) {
                for (Looked row : rows) {
                    look(row);
                }
                LockSupport.parkNanos(PAUSE);
            }
        } catch (ExecutionException | TimeoutException e) {
            failure = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Looked row) throws ExecutionException, InterruptedException, TimeoutException {
        RedisFuture<Boolean> first = row.before.apply(redis.async());
        RedisFuture<Boolean> second = row.after.apply(redis.async());
        boolean before = first.get(5, TimeUnit.SECONDS);
        boolean after = second.get(5, TimeUnit.SECONDS);
        if (!before && !after) {
            missed.add(row.row);
        } else if (!after) {
            onlyBefore.incrementAndGet();
        } else if (!before) {
            onlyAfter.incrementAndGet();
        }
    }

    /** Rows that were nowhere at some time. */
    Set<String> missed() {
        return Set.copyOf(missed);
    }

    /** How often a row was only where it had been. */
    long onlyBefore() {
        return onlyBefore.get();
    }

    /** How often a row was only where it is to be. */
    long onlyAfter() {
        return onlyAfter.get();
    }

    /** What kept it from looking; empty when nothing did. */
    String failure() {
        return failure;
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

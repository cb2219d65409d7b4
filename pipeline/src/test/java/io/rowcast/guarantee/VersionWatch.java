package io.rowcast.guarantee;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.rowcast.fixture.RedisView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client of Redis that reads the versions of some keys over and over, and notes each that goes back. */
final class VersionWatch implements AutoCloseable {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private final RedisView redis;
    private final Map<String, Function<RedisClusterAsyncCommands<String, String>, RedisFuture<String>>> reads;
    private final Map<String, Long> newest = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong steps = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean mayGoBack;

    /** @param reads how to read the version of each key: a number, or a text that ends with a colon and the number */
    VersionWatch(
            String name,
            RedisView redis,
            Map<String, Function<RedisClusterAsyncCommands<String, String>, RedisFuture<String>>> reads) {
        this.redis = redis;
        this.reads = Map.copyOf(reads);
        this.thread = new Thread(this::run, name);
        thread.start();
    }

    /** Every time that a key was older than it had been seen before. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    /** While it says so Redis may lose what it acknowledged: a key may go back, and is followed from there. */
    void mayGoBack(boolean now) {
        mayGoBack = now;
    }

    /** The version of a key that the next one is compared with. */
    long version(String key) {
        return newest.getOrDefault(key, Long.MIN_VALUE);
    }

    /** How often a key was seen newer than before. */
    long steps() {
        return steps.get();
    }

    private void run() {
        while (!stopping) {
            try {
                round();
            } catch (RedisException | ExecutionException | TimeoutException away) {
                // Redis is being killed: the next round asks again.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void round() throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, RedisFuture<String>> answers = new LinkedHashMap<>();
        reads.forEach((key, read) -> answers.put(key, read.apply(redis.async())));
        for (Map.Entry<String, RedisFuture<String>> answer : answers.entrySet()) {
            seen(answer.getKey(), answer.getValue().get(2, TimeUnit.SECONDS));
        }
    }

    /** A key that is not there says nothing; when it comes back it is newer than before. */
    private void seen(String key, @Nullable String text) {
        if (text == null) {
            return;
        }
        long version = Long.parseLong(text.substring(text.lastIndexOf(':') + 1));
        long before = version(key);
        if (version < before && mayGoBack) {
            newest.put(key, version);
        } else if (version < before) {
            violations.add(key + " went back from " + before + " to " + version);
        } else if (version > before) {
            newest.put(key, version);
            steps.incrementAndGet();
        }
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

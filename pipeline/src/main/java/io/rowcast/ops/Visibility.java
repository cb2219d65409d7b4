package io.rowcast.ops;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tells when a transaction of MySQL can be read from Redis. */
public interface Visibility {

    /**
     * Waits without holding a thread.
     *
     * @param gtids a set of transactions as MySQL writes it
     * @return empty when all that they changed is in Redis, or lies in the dead letters; else what was still missing when the
     *     time was over
     * @throws IllegalArgumentException when that is no such set
     */
    CompletableFuture<Optional<String>> await(String gtids, Duration limit);
}

package io.rowcast.config;

import java.time.Duration;

/**
 * What replicas must have before a batch counts as acknowledged.
 *
 * @param replicas 0 = none of them is asked
 * @param timeout how long they are waited for before Redis is asked again
 */
public record ReplicaSettings(int replicas, Duration timeout) {
    /** What the primary has is acknowledged. */
    public static final ReplicaSettings NONE = new ReplicaSettings(0, Duration.ofSeconds(1));
}

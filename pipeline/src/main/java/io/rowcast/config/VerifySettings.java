package io.rowcast.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The comparison of MySQL with Redis that goes on beside the writer.
 *
 * @param every how often each table is compared; empty for never
 * @param rate places looked at in a second
 * @param repair whether what differs is put right
 */
public record VerifySettings(Optional<Duration> every, int rate, boolean repair) {
    public static final VerifySettings NONE = new VerifySettings(Optional.empty(), 2000, false);
}

package io.rowcast.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The comparison of MySQL with Redis that goes on beside the writer.
 *
 * @param every how often each table is compared; empty for never
 * @param rate places looked at in a second
 * @param mode what is done about a difference
 */
public record VerifySettings(Optional<Duration> every, int rate, Mode mode) {
    public static final VerifySettings NONE = new VerifySettings(Optional.empty(), 2000, Mode.REPORT);

    /** What is done about a difference: it is told, or it is put right too. */
    public enum Mode {
        REPORT,
        REPAIR
    }

    public boolean repairs() {
        return mode == Mode.REPAIR;
    }
}

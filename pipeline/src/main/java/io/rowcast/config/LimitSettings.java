package io.rowcast.config;

import java.util.OptionalInt;

/**
 * How fast a writer may be, so that Redis has time for its readers.
 *
 * @param snapshot the same for the rows of snapshots, which take nothing from the others
 */
public record LimitSettings(OptionalInt rowsPerSecond, OptionalInt redisOpsPerSecond, Rates snapshot) {
    public static final LimitSettings NONE =
            new LimitSettings(OptionalInt.empty(), OptionalInt.empty(), Rates.UNLIMITED);

    /** Of the changes that MySQL commits. */
    Rates live() {
        return new Rates(rowsPerSecond, redisOpsPerSecond);
    }
}

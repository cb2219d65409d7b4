package io.rowcast.config;

import java.util.OptionalInt;

/**
 * How much of one kind of row a writer may bring to Redis; empty for as much as it can.
 *
 * @param rowsPerSecond row changes
 * @param redisOpsPerSecond Redis commands for them
 */
public record Rates(OptionalInt rowsPerSecond, OptionalInt redisOpsPerSecond) {
    public static final Rates UNLIMITED = new Rates(OptionalInt.empty(), OptionalInt.empty());
}

package io.rowcast.config;

/**
 * What becomes of rows that cannot be applied.
 *
 * @param maxWaiting letters of one partition of a table that may wait
 */
public record DeadLetterSettings(int maxWaiting) {
    public static final DeadLetterSettings DEFAULT = new DeadLetterSettings(10_000);
}

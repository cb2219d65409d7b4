package io.rowcast.verify;

import java.time.Duration;

/**
 * How much is looked at, and how fast.
 *
 * @param share of the places of each table, above 0 and up to 1; the same places each time
 * @param rate places looked at in a second; 0 for as many as Redis answers
 * @param memory bytes, estimated, of the places that are kept at once
 * @param repair whether what differs is put right
 * @param patience how long reader and writer may take to come to where MySQL was read, and Redis to come back
 */
public record VerifyOptions(double share, int rate, long memory, boolean repair, Duration patience) {

    public VerifyOptions {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("found a share of " + share + "; expected more than 0 and up to 1");
        }
    }

    /** That part of the memory that this process may have. */
    public static long memory(int divisor) {
        return Runtime.getRuntime().maxMemory() / divisor;
    }
}

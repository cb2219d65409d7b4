package io.rowcast.verify;

import java.time.Duration;

/**
 * How much is looked at, and how fast.
 *
 * @param share of the places of each table, above 0 and up to 1; the same places each time
 * @param rate places looked at in a second; 0 for as many as Redis answers
 * @param places how many are kept in memory at once
 * @param patience how long reader and writer may take to come to where MySQL was read, and Redis to come back
 */
public record VerifyOptions(double share, int rate, int places, Duration patience) {

    /** Bytes that a place takes in memory, with its texts; measured with keys of 20 characters. */
    private static final int PLACE_BYTES = 400;

    public VerifyOptions {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("found a share of " + share + "; expected more than 0 and up to 1");
        }
    }

    /** A third of this process's memory for places. */
    public static int placesInMemory() {
        long places = Runtime.getRuntime().maxMemory() / 3 / PLACE_BYTES;
        return (int) Math.max(10_000, Math.min(places, 50_000_000));
    }
}

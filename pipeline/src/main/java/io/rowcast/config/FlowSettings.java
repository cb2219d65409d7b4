package io.rowcast.config;

/**
 * What a writer lets through, and what it holds back.
 *
 * @param maxWaitingLetters dead letters of one partition of a table that may wait
 * @param live rates of the changes that MySQL commits
 * @param snapshot rates of the rows of snapshots
 */
public record FlowSettings(int maxWaitingLetters, Rates live, Rates snapshot) {
    /** What is so when nothing else is said. */
    public static final FlowSettings DEFAULT =
            new FlowSettings(DeadLetterSettings.DEFAULT.maxWaiting(), Rates.UNLIMITED, Rates.UNLIMITED);
}

package io.rowcast.guarantee;

/** How often a test disturbs: as often as a build has time for, or {@code -Drowcast.times} that. */
final class Rounds {
    private static final int TIMES = Integer.getInteger("rowcast.times", 1);

    private Rounds() {}

    static int of(int inABuild) {
        return inABuild * TIMES;
    }
}

package io.rowcast.trace;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Picks changes at random, each with the same probability. It draws how many come before the next one, and counts down to
 * that: a change that is not picked costs a decrement. For one thread.
 */
public final class ChangeSampler {
    private final double ratio;
    private final RandomGenerator random;
    private long left;

    /** @param ratio share of the changes that are picked, from 0 to 1 */
    public ChangeSampler(double ratio) {
        this(ratio, new SplittableRandom());
    }

    ChangeSampler(double ratio, RandomGenerator random) {
        this.ratio = ratio;
        this.random = random;
        this.left = passedOver();
    }

    /** Whether the next change is one of them. */
    public boolean picks() {
        if (--left >= 0) {
            return false;
        }
        left = passedOver();
        return true;
    }

    /** Distributed geometrically: none with a ratio of 1, all there will ever be with one of 0. */
    private long passedOver() {
        return ratio == 0 ? Long.MAX_VALUE : (long) (Math.log(1 - random.nextDouble()) / Math.log1p(-ratio));
    }
}

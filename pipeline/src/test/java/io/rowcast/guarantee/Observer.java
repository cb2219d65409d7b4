package io.rowcast.guarantee;

/** Watches one promise of the README for as long as a trial lasts. */
interface Observer extends AutoCloseable {

    /**
     * Called once, when the clients are done and the pipeline has caught up.
     *
     * @throws AssertionError when the promise was broken, or nothing was there to observe
     */
    void verify();

    /** Whether it has observed enough for {@link #verify} to mean something; the clients go on until then. */
    default boolean sawEnough() {
        return true;
    }

    /**
     * Redis itself is about to lose acknowledged writes, the one case in which a key may go back; {@code false} when it
     * has been repaired.
     */
    default void redisMayGoBack(boolean now) {}

    @Override
    default void close() {}
}

package io.rowcast.guarantee;

/** Watches one promise of the README for as long as a trial lasts. */
interface Observer extends AutoCloseable {

    /**
     * Called once, when the clients are done and the pipeline has caught up.
     *
     * @throws AssertionError when the promise was broken, or nothing was there to observe
     */
    void verify();

    @Override
    default void close() {}
}

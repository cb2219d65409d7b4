package io.rowcast.cli;

/** A pipeline, or a part of one, from its start to its end. */
public interface Running extends AutoCloseable {

    /**
     * Opens what it needs and works until it is closed; has released everything when it returns or throws.
     *
     * @throws io.rowcast.config.InvalidConfigException when it cannot start as it is set up
     * @throws Exception when it had to stop by itself: nothing was committed that was not done
     */
    void run() throws Exception;

    /** Asks {@link #run()} to end, in order and soon. Called by another thread, at any time, also more than once. */
    @Override
    void close();
}

package io.rowcast.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a pipeline end in order when the process is told to stop (SIGTERM, SIGINT). The exit code is then the one the JVM
 * gives: 143 or 130.
 */
final class Shutdown {
    /** How long the process waits for its end; what is not committed by then is read again at the next start. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final Running running;
    private final Duration limit;
    private final CountDownLatch ended = new CountDownLatch(1);

    Shutdown(Running running, Duration limit) {
        this.running = running;
        this.limit = limit;
    }

    /** Runs it to its end, which comes by itself or by a signal. */
    void guard() throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shutdown"));
        try {
            running.run();
        } finally {
            ended.countDown();
        }
    }

    /** Closes it and waits for its end, but no longer than the limit. */
    void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        LOG.info("stopping");
        Thread closer = new Thread(this::close, "close");
        closer.setDaemon(true);
        closer.start();
        if (endedInTime()) {
            LOG.info("stopped");
        } else {
            LOG.warn(
                    "not stopped within {} s; what was not committed is read again at the next start",
                    limit.toSeconds());
        }
    }

    private void close() {
        try {
            running.close();
        } catch (RuntimeException e) {
            LOG.error("closing failed", e);
        }
    }

    private boolean endedInTime() {
        try {
            return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

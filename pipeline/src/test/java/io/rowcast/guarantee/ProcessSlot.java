package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.Totals;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A place in which a reader or writer runs, one process after the other. Like systemd or Docker it starts one that ended
 * by itself again: a reader does so when MySQL is away as it starts.
 */
final class ProcessSlot implements AutoCloseable {
    /** It was asked to end just as it did so by itself. */
    private static final int BAD_START = 2;

    private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();

    private final String name;
    private final Supplier<RowcastProcess> start;
    private final Duration longestPause;
    private final Thread supervisor;
    private RowcastProcess process;
    private int ends;
    private volatile boolean closing;

    /** Starts the first one. */
    ProcessSlot(String name, Duration longestPause, Supplier<RowcastProcess> start) {
        this.name = name;
        this.longestPause = longestPause;
        this.start = start;
        this.process = start.get();
        this.supervisor = new Thread(this::supervise, "supervisor-" + name);
        supervisor.start();
    }

    private void supervise() {
        while (!closing) {
            startIfEnded();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private synchronized void startIfEnded() {
        if (!process.isAlive()) {
            ends++;
            process = start.get();
        }
    }

    /** How often it ended by itself. */
    synchronized int ends() {
        return ends;
    }

    /** What can befall it. */
    List<Fault> faults() {
        return List.of(
                new Fault(name, "killed", this::kill),
                new Fault(name, "paused", this::pause),
                new Fault(name, "restarted", this::restart));
    }

    private synchronized void kill(Random random) {
        startIfEnded();
        assertThat(process.kill()).isEqualTo(RowcastProcess.KILLED);
        process = start.get();
    }

    private synchronized void pause(Random random) throws InterruptedException {
        startIfEnded();
        process.pause();
        TimeUnit.MILLISECONDS.sleep(random.nextLong(longestPause.toMillis())); // how long the fault lasts
        process.resume();
    }

    private synchronized void restart(Random random) {
        startIfEnded();
        assertThat(process.terminate()).isIn(RowcastProcess.TERMINATED, BAD_START);
        Totals.REBALANCES.add(1);
        process = start.get();
    }

    @Override
    public void close() {
        closing = true;
        try {
            supervisor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

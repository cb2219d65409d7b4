package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.Totals;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A place in which a reader or writer runs, one process after the other. */
final class ProcessSlot {
    private final String name;
    private final Supplier<RowcastProcess> start;
    private final Duration longestPause;
    private volatile RowcastProcess process;

    /** Starts the first one. */
    ProcessSlot(String name, Duration longestPause, Supplier<RowcastProcess> start) {
        this.name = name;
        this.longestPause = longestPause;
        this.start = start;
        this.process = start.get();
    }

    RowcastProcess process() {
        return process;
    }

    /** What can befall it. */
    List<Fault> faults() {
        return List.of(
                new Fault(name, "killed", this::kill),
                new Fault(name, "paused", this::pause),
                new Fault(name, "restarted", this::restart));
    }

    private void kill(Random random) {
        assertThat(process.kill()).isEqualTo(RowcastProcess.KILLED);
        process = start.get();
    }

    private void pause(Random random) throws InterruptedException {
        process.pause();
        TimeUnit.MILLISECONDS.sleep(random.nextLong(longestPause.toMillis())); // how long the fault lasts
        process.resume();
    }

    private void restart(Random random) {
        assertThat(process.terminate()).isEqualTo(RowcastProcess.TERMINATED);
        Totals.REBALANCES.add(1);
        process = start.get();
    }
}

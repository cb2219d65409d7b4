package io.rowcast.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Something that runs until it is closed, or ends at once as it is told. */
final class FakeRunning implements Running {
    final CountDownLatch started = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);
    private final Callable<?> work;

    private FakeRunning(Callable<?> work) {
        this.work = work;
    }

    static FakeRunning ending() {
        return new FakeRunning(() -> "done");
    }

    static FakeRunning failing(Exception failure) {
        return new FakeRunning(() -> {
            throw failure;
        });
    }

    /** Ends only when the latch is counted down. */
    static FakeRunning until(CountDownLatch end) {
        return new FakeRunning(() -> {
            end.await();
            return "done";
        });
    }

    @Override
    public void run() throws Exception {
        started.countDown();
        work.call();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

package io.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ShutdownTest {

    @Test
    void stopClosesAndWaitsForTheEnd() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        FakeRunning running = FakeRunning.until(end);
        Shutdown shutdown = new Shutdown(running, Duration.ofSeconds(15));
        Future<Void> guarded = guard(shutdown);
        running.started.await();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(shutdown::stop, ShutdownTest::inThread);
        running.closed.await();

        assertThat(stopped).isNotDone();
        end.countDown();
        stopped.get(15, TimeUnit.SECONDS);
        guarded.get(15, TimeUnit.SECONDS);
    }

    @Test
    void stopDoesNotWaitLongerThanTheLimit() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        FakeRunning running = FakeRunning.until(never);
        Shutdown shutdown = new Shutdown(running, Duration.ofMillis(50));
        Future<Void> guarded = guard(shutdown);
        running.started.await();

        shutdown.stop();

        assertThat(guarded).isNotDone();
        never.countDown();
        guarded.get(15, TimeUnit.SECONDS);
    }

    @Test
    void stopAfterTheEndClosesNothing() throws Exception {
        FakeRunning running = FakeRunning.ending();
        Shutdown shutdown = new Shutdown(running, Duration.ofSeconds(15));
        shutdown.guard();

        shutdown.stop();

        assertThat(running.closed.getCount()).isEqualTo(1);
    }

    private static Future<Void> guard(Shutdown shutdown) {
        FutureTask<Void> guarded = new FutureTask<>(() -> {
            shutdown.guard();
            return null;
        });
        inThread(guarded);
        return guarded;
    }

    /** The common pool has a single thread on a small machine. */
    private static void inThread(Runnable task) {
        new Thread(task).start();
    }
}

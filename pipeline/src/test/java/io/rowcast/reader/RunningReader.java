package io.rowcast.reader;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowcast.config.MySqlSettings;
import io.rowcast.model.Health.State;
import io.rowcast.model.TablePattern;
import io.rowcast.reader.kafka.CapturedTable;
import io.rowcast.reader.kafka.Standby;
import io.rowcast.trace.Tracing;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;

/** A reader on a thread of its own. */
final class RunningReader implements AutoCloseable {
    static final int PARTITIONS = 3;

    final Reader reader;
    private final CompletableFuture<Void> end;

    RunningReader(String name, MySqlSettings mysql, Map<String, Object> kafka, Capture capture) {
        this(name, mysql, kafka, Standby.none(), capture);
    }

    RunningReader(String name, MySqlSettings mysql, Map<String, Object> kafka, Standby standby, Capture capture) {
        reader = new Reader(
                name, mysql, kafka, PARTITIONS, (short) 1, standby, capture, new SimpleMeterRegistry(), Tracing.NONE);
        end = CompletableFuture.runAsync(reader::run, task -> new Thread(task, "reader").start());
    }

    /** All of the tables that match, with all their columns. */
    static Capture capture(String... patterns) {
        return new Capture(
                Arrays.stream(patterns).map(TablePattern::new).toList(),
                schema -> new CapturedTable(schema, Optional.empty()));
    }

    RunningReader awaitState(State state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> end.isDone() || reader.health().state() == state);
        if (end.isCompletedExceptionally()) {
            throw new IllegalStateException("the reader ended", failure());
        }
        return this;
    }

    /** What {@code run} threw, when it does within a minute. */
    Throwable failure() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(end::isDone);
        try {
            end.join();
            throw new AssertionError("the reader ended without a failure");
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public void close() {
        reader.close();
        end.exceptionally(e -> null).join();
    }
}

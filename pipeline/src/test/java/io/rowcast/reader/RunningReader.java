package io.rowcast.reader;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowcast.config.MySqlSettings;
import io.rowcast.model.Health.State;
import io.rowcast.model.TableId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;

/** A reader on a thread of its own. */
final class RunningReader implements AutoCloseable {
    static final String NAME = "it";
    static final int PARTITIONS = 3;

    final Reader reader;
    private final CompletableFuture<Void> end;

    RunningReader(MySqlSettings mysql, Map<String, Object> kafka, List<CapturedTable> tables) {
        reader = new Reader(NAME, mysql, kafka, PARTITIONS, (short) 1, tables, new SimpleMeterRegistry());
        end = CompletableFuture.runAsync(reader::run, task -> new Thread(task, "reader").start());
    }

    static List<CapturedTable> tables(MySqlSettings mysql, String... names) {
        try (MySqlCatalog catalog = new MySqlCatalog(mysql)) {
            List<TableId> ids = Arrays.stream(names).map(TableId::parse).toList();
            return catalog.schemas(ids).values().stream()
                    .map(schema -> new CapturedTable(schema, Optional.empty()))
                    .toList();
        }
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

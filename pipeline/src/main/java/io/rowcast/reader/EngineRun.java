package io.rowcast.reader;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of Debezium's engine, on a thread of its own. */
final class EngineRun {
    private static final Logger LOG = LoggerFactory.getLogger(EngineRun.class);
    private static final long RETRY_MILLIS = 100;

    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread;

    EngineRun(Properties settings, DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> consumer) {
        engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(settings)
                .using((success, message, error) -> failure.compareAndSet(null, error))
                .notifying(consumer)
                .build();
        thread = new Thread(engine, "reader-engine");
        thread.setUncaughtExceptionHandler((dead, error) -> failure.compareAndSet(null, error));
    }

    void start() {
        thread.start();
    }

    /** Waits at most {@code time} for the engine to end by itself; whether it did. */
    boolean awaitEnd(Duration time) throws InterruptedException {
        thread.join(time.toMillis());
        return !thread.isAlive();
    }

    /** Why it ended, as far as it told. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Stops it; after {@code limit} it is left to itself, which does no harm: its committer takes nothing more. */
    void stop(Duration limit) {
        Thread stopper = new Thread(this::closeEngine, "reader-engine-stop");
        stopper.setDaemon(true);
        stopper.start();
        try {
            thread.join(limit.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.atWarn().addKeyValue("delay", limit).log("Debezium's engine does not stop; it is left to itself");
            stopper.interrupt();
            thread.interrupt();
        }
    }

    /** The engine refuses to be stopped while it starts: ask again until it has started, or died. */
    private void closeEngine() {
        while (thread.isAlive()) {
            try {
                engine.close();
                return;
            } catch (IllegalStateException | IOException e) {
                LOG.atDebug().addKeyValue("error", e.getMessage()).log("The engine cannot be stopped yet");
            }
            try {
                thread.join(RETRY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}

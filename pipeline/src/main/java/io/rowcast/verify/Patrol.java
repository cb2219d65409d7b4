package io.rowcast.verify;

import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.model.TableId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies tables again and again beside a writer, until it is closed. */
public final class Patrol implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Patrol.class);

    private final Duration every;
    private final Supplier<Collection<TableId>> tables;
    private final Supplier<Verification> opening;
    private final Clock clock;
    private final VerifyMetrics metrics;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param every from one begin to the next
     * @param tables those to be verified here, asked for each time
     * @param opening connections for one round
     */
    public Patrol(
            Duration every,
            Supplier<Collection<TableId>> tables,
            Supplier<Verification> opening,
            MeterRegistry meters,
            Clock clock) {
        this.every = every;
        this.tables = tables;
        this.opening = opening;
        this.clock = clock;
        this.metrics = new VerifyMetrics(meters, clock);
    }

    /** Goes round until {@link #close}. What goes wrong in a round is tried again in the next one. */
    public void run() throws InterruptedException {
        Duration wait = every;
        while (!closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            Instant begun = clock.instant();
            try {
                round();
            } catch (RuntimeException e) { // the root of this thread's work: servers may be away, and rows go on
                LOG.atWarn().addKeyValue("error", e.getMessage()).log("tables could not be verified");
            }
            Duration left = every.minus(Duration.between(begun, clock.instant()));
            wait = left.isNegative() ? Duration.ZERO : left;
        }
    }

    private void round() throws InterruptedException {
        Collection<TableId> chosen = tables.get();
        metrics.tables(chosen);
        if (chosen.isEmpty()) {
            return;
        }
        try (Verification verification = opening.get()) {
            for (TableId table : chosen) {
                if (closed.getCount() == 0) {
                    return;
                }
                Instant begun = clock.instant();
                TableReport report = verification.verify(table);
                metrics.took(report, begun);
                log(report);
            }
        }
    }

    private static void log(TableReport report) {
        if (!report.consistent() || !report.repaired().isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("table", report.table())
                    .addKeyValue("differences", report.differences().size())
                    .addKeyValue("repaired", report.repaired().size())
                    .addKeyValue("error", report.failure().orElse("none"))
                    .log("Redis is not as MySQL says; rowcast verify lists where");
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

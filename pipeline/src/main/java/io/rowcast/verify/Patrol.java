package io.rowcast.verify;

import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.model.Health;
import io.rowcast.model.TableId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies tables beside a writer, again and again or when somebody asks for it, until it is closed. */
public final class Patrol implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Patrol.class);
    private static final Duration NEVER = Duration.ofDays(365);

    private final Optional<Duration> every;
    private final Supplier<Collection<TableId>> tables;
    private final Function<VerifyProgress, Verification> opening;
    private final Clock clock;
    private final VerifyMetrics metrics;
    private final Findings findings;
    private final Semaphore calls = new Semaphore(0);
    private volatile boolean closed;

    /**
     * @param every from one begin to the next; empty for only when asked
     * @param tables those to be verified here, asked for each time
     * @param opening connections for one round, which tell how far it is
     */
    public Patrol(
            Optional<Duration> every,
            Supplier<Collection<TableId>> tables,
            Function<VerifyProgress, Verification> opening,
            MeterRegistry meters,
            Clock clock) {
        this.every = every;
        this.tables = tables;
        this.opening = opening;
        this.clock = clock;
        this.findings = new Findings(clock);
        this.metrics = new VerifyMetrics(meters, clock, every);
    }

    /** Goes round until {@link #close}. What goes wrong in a round is tried again in the next one. */
    public void run() throws InterruptedException {
        Duration wait = every.orElse(NEVER);
        while (awaitTurn(wait)) {
            Instant begun = clock.instant();
            try {
                round();
                findings.end(null);
            } catch (RuntimeException e) { // the root of this thread's work: servers may be away, and rows go on
                findings.end(e.getMessage());
                LOG.atWarn().addKeyValue("error", e.getMessage()).log("tables could not be verified");
            }
            Duration left = every.orElse(NEVER).minus(Duration.between(begun, clock.instant()));
            wait = left.isNegative() ? Duration.ZERO : left;
        }
    }

    /** False when there is no next one. */
    private boolean awaitTurn(Duration wait) throws InterruptedException {
        if (!closed && calls.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            calls.drainPermits(); // all who asked meanwhile mean this round
        }
        return !closed;
    }

    private void round() throws InterruptedException {
        Collection<TableId> chosen = tables.get();
        metrics.tables(chosen);
        if (chosen.isEmpty()) {
            return;
        }
        try (Verification verification = opening.apply(findings)) {
            for (TableId table : chosen) {
                if (closed) {
                    return;
                }
                Instant begun = clock.instant();
                findings.begin(table);
                TableReport report = verification.verify(table);
                findings.took(report, begun);
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

    /** Asks for a round now; when one is going on, for another one after it. */
    public void begin() {
        calls.release();
    }

    /** Always well: what keeps it from comparing keeps no row from Redis. */
    public Health health() {
        return new Health(Health.State.OK, findings.summary());
    }

    /** For the status page: what is being compared, and what was found of each table. */
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>(findings.status());
        every.ifPresent(duration -> status.put("every", duration));
        return status;
    }

    @Override
    public void close() {
        closed = true;
        calls.release();
    }
}

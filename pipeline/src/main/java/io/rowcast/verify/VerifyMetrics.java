package io.rowcast.verify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.model.TableId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What comparing has found so far.
 *
 * <ul>
 *   <li>{@code rowcast_verify_consistent_ratio{table}}: share of the places that were as MySQL says when last compared
 *   <li>{@code rowcast_verify_oldest_unverified_seconds}: how long ago the table was read that was compared longest ago
 *   <li>{@code rowcast_verify_every_seconds}: how often that is to be done
 *   <li>{@code rowcast_verify_differences_total{table,class}}: places that were not as MySQL says
 *   <li>{@code rowcast_verify_repaired_total{table}}: those of them that were put right
 * </ul>
 */
final class VerifyMetrics {
    static final String RATIO = "rowcast.verify.consistent.ratio";
    static final String OLDEST = "rowcast.verify.oldest.unverified";
    static final String EVERY = "rowcast.verify.every";
    static final String DIFFERENCES = "rowcast.verify.differences";
    static final String REPAIRED = "rowcast.verify.repaired";

    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<TableId, Double> ratios = new ConcurrentHashMap<>();
    private final Map<TableId, Instant> verified = new ConcurrentHashMap<>();

    /** @param every how often tables are compared; empty for only when asked, and then nobody need worry how long ago it was */
    VerifyMetrics(MeterRegistry meters, Clock clock, Optional<Duration> every) {
        this.meters = meters;
        this.clock = clock;
        every.ifPresent(duration -> {
            Gauge.builder(OLDEST, this, VerifyMetrics::oldestSeconds)
                    .baseUnit("seconds")
                    .description("How long ago the table was read that was compared longest ago")
                    .register(meters);
            Gauge.builder(EVERY, duration, Duration::toSeconds)
                    .baseUnit("seconds")
                    .description("From one begin of comparing all tables to the next, as it is set")
                    .register(meters);
        });
    }

    /** These are compared here from now on; a new one counts as compared now. */
    void tables(Collection<TableId> tables) {
        verified.keySet().retainAll(tables);
        tables.forEach(table -> verified.putIfAbsent(table, clock.instant()));
    }

    /** @param begun when MySQL was read, or before */
    void took(TableReport report, Instant begun) {
        TableId table = report.table();
        report.differences().forEach(difference -> count(table, difference));
        report.repaired().forEach(difference -> count(table, difference));
        Counter.builder(REPAIRED)
                .tag("table", table.toString())
                .description("Differences that were put right")
                .register(meters)
                .increment(report.repaired().size());
        if (report.failure().isPresent()) {
            return;
        }
        verified.put(table, begun);
        long wrong = (long) report.differences().size() + report.repaired().size();
        double ratio = report.places() == 0 ? 1 : Math.max(0, 1 - (double) wrong / report.places());
        if (ratios.put(table, ratio) == null) {
            Gauge.builder(RATIO, ratios, all -> all.getOrDefault(table, Double.NaN))
                    .tag("table", table.toString())
                    .description("Share of the places that were as MySQL says when last compared")
                    .register(meters);
        }
    }

    private void count(TableId table, Difference difference) {
        Counter.builder(DIFFERENCES)
                .tag("table", table.toString())
                .tag("class", difference.kind().name().toLowerCase(Locale.ROOT))
                .description("Places that were not as MySQL says")
                .register(meters)
                .increment();
    }

    private double oldestSeconds() {
        Instant now = clock.instant();
        return verified.values().stream()
                .mapToLong(when -> Duration.between(when, now).toSeconds())
                .max()
                .orElse(0);
    }
}

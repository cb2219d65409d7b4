package io.rowcast.reader;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rowcast.model.TableId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the reader counts and measures. In Prometheus' words:
 *
 * <ul>
 *   <li>{@code rowcast_reader_rows_total{table}}: row changes committed to Kafka
 *   <li>{@code rowcast_reader_transactions_total}: Kafka transactions committed
 *   <li>{@code rowcast_reader_restarts_total}: times the engine was built anew after a failure
 *   <li>{@code rowcast_reader_rereads_total}: tables read as a whole in the middle of the stream
 *   <li>{@code rowcast_reader_prepared_transactions}: XA transactions that are prepared, and neither committed nor rolled back
 *   <li>{@code rowcast_reader_active}: 1 while it is the reader at work, 0 while it stands by
 *   <li>{@code rowcast_reader_fenced_total}: times it had to stop because another reader had its place
 *   <li>{@code rowcast_reader_lag_seconds}: age of the newest change, or sign of life, that is committed; NaN before
 *       the first
 *   <li>{@code rowcast_reader_binlog_behind_bytes}: binlog behind the committed position
 *   <li>{@code rowcast_reader_binlog_headroom_seconds}: how long MySQL will yet keep the binlog at that position
 *   <li>{@code rowcast_reader_commit_seconds}: time a Kafka transaction took from the first record to its commit
 * </ul>
 */
final class ReaderMetrics {
    static final String ROWS = "rowcast.reader.rows";
    static final String TRANSACTIONS = "rowcast.reader.transactions";
    static final String RESTARTS = "rowcast.reader.restarts";
    static final String REREADS = "rowcast.reader.rereads";
    static final String PREPARED = "rowcast.reader.prepared.transactions";
    static final String ACTIVE = "rowcast.reader.active";
    static final String FENCED = "rowcast.reader.fenced";
    static final String LAG = "rowcast.reader.lag";
    static final String BEHIND = "rowcast.reader.binlog.behind";
    static final String HEADROOM = "rowcast.reader.binlog.headroom";
    static final String COMMIT = "rowcast.reader.commit";

    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<TableId, Counter> rows = new ConcurrentHashMap<>();
    private final Counter transactions;
    private final Counter restarts;
    private final Counter rereads;
    private final Counter fenced;
    private final Timer commit;
    private volatile boolean active;
    private volatile long newestMillis = -1;
    private volatile int prepared;
    private volatile double binlogBehind = Double.NaN;
    private volatile double binlogKept = Double.NaN;

    ReaderMetrics(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        transactions = Counter.builder(TRANSACTIONS)
                .description("Kafka transactions committed")
                .register(meters);
        restarts = Counter.builder(RESTARTS)
                .description("Times the engine was built anew after a failure")
                .register(meters);
        rereads = Counter.builder(REREADS)
                .description("Tables read as a whole in the middle of the stream")
                .register(meters);
        Gauge.builder(PREPARED, this, metrics -> metrics.prepared)
                .description("XA transactions that are prepared, and neither committed nor rolled back")
                .register(meters);
        fenced = Counter.builder(FENCED)
                .description("Times it had to stop because another reader had its place")
                .register(meters);
        Gauge.builder(ACTIVE, this, metrics -> metrics.active ? 1 : 0)
                .description("1 while it is the reader at work, 0 while it stands by")
                .register(meters);
        commit = Timer.builder(COMMIT)
                .description("Time from the first record of a Kafka transaction to its commit")
                .publishPercentileHistogram()
                .register(meters);
        Gauge.builder(LAG, this, ReaderMetrics::lagSeconds)
                .baseUnit("seconds")
                .description("Age of the newest change, or sign of life, that is committed")
                .register(meters);
        Gauge.builder(BEHIND, this, metrics -> metrics.binlogBehind)
                .baseUnit("bytes")
                .description("Binlog behind the committed position")
                .register(meters);
        Gauge.builder(HEADROOM, this, metrics -> metrics.binlogKept - metrics.lagSeconds())
                .baseUnit("seconds")
                .description("How long MySQL will yet keep the binlog at the committed position")
                .register(meters);
    }

    /** @param bytes of binlog behind the position */
    void binlogBehind(double bytes) {
        binlogBehind = bytes;
    }

    /** @param seconds that MySQL keeps its binlog */
    void binlogKept(double seconds) {
        binlogKept = seconds;
    }

    void rows(TableId table, long count) {
        rows.computeIfAbsent(table, this::counter).increment(count);
    }

    private Counter counter(TableId table) {
        return Counter.builder(ROWS)
                .description("Row changes committed to Kafka")
                .tag("table", table.toString())
                .register(meters);
    }

    void transaction(Duration took) {
        transactions.increment();
        commit.record(took);
    }

    void restart() {
        restarts.increment();
    }

    void reread() {
        rereads.increment();
    }

    /** @param count of XA transactions that are not decided */
    void prepared(int count) {
        prepared = count;
    }

    void fenced() {
        fenced.increment();
    }

    long fencedTotal() {
        return (long) fenced.count();
    }

    void active(boolean now) {
        active = now;
    }

    /** @param epochMillis MySQL's commit time of the newest change, or when Debezium last saw that there is none */
    void newest(long epochMillis) {
        newestMillis = epochMillis;
    }

    double binlogBehind() {
        return binlogBehind;
    }

    double lagSeconds() {
        long newest = newestMillis;
        return newest < 0 ? Double.NaN : Math.max(0, clock.millis() - newest) / 1_000.0;
    }

    long rowsTotal() {
        return (long) rows.values().stream().mapToDouble(Counter::count).sum();
    }

    long restartsTotal() {
        return (long) restarts.count();
    }
}

package io.rowcast.reader;

import io.debezium.data.Envelope.FieldName;
import io.rowcast.model.TableId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Counts what goes into the open transaction; the metrics learn of it when it is committed. For one thread. */
final class BatchCount {
    private final ReaderMetrics metrics;
    private final Map<TableId, Long> rows = new HashMap<>();
    private int all;
    private long began;
    private long newestMillis = -1;

    BatchCount(ReaderMetrics metrics) {
        this.metrics = metrics;
    }

    void row(TableId table, Struct envelope) {
        if (rows.isEmpty()) {
            began = System.nanoTime();
        }
        rows.merge(table, 1L, Long::sum);
        all++;
        newestMillis = envelope.getStruct(FieldName.SOURCE).getInt64("ts_ms");
    }

    /** A sign of life says that MySQL has nothing newer, unless rows came with it. */
    void heartbeat(SourceRecord record) {
        if (rows.isEmpty()) {
            newestMillis = ((Struct) record.value()).getInt64(FieldName.TIMESTAMP);
        }
    }

    /** Row changes in the open transaction. */
    int rows() {
        return all;
    }

    /** Since the first of them; for ever when there is none. */
    long openNanos() {
        return all == 0 ? Long.MAX_VALUE : System.nanoTime() - began;
    }

    /** When the last row change was committed in MySQL, in its clock. */
    long newestMillis() {
        return newestMillis;
    }

    /** What was counted is committed. */
    void committed() {
        Duration took = rows.isEmpty() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - began);
        metrics.transaction(took);
        rows.forEach(metrics::rows);
        rows.clear();
        all = 0;
        seen();
    }

    /** There was nothing to commit but signs of life. */
    void seen() {
        if (newestMillis >= 0) {
            metrics.newest(newestMillis);
        }
    }
}

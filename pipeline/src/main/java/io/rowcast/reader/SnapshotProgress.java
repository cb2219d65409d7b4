package io.rowcast.reader;

import io.rowcast.model.TableId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the initial snapshot is: rows read per table, tables in the order they were begun. */
final class SnapshotProgress {
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

    private final int tables;
    private final long expected;
    private final long began = System.nanoTime();
    private final Map<TableId, Long> rows = new ConcurrentHashMap<>();
    private volatile boolean running;

    /** @param expected rows of all tables, about; 0 when that is not known */
    SnapshotProgress(int tables, long expected, boolean running) {
        this.expected = expected;
        this.tables = tables;
        this.running = running;
        if (running) {
            LOG.atInfo()
                    .addKeyValue("tables", tables)
                    .addKeyValue("rows", expected)
                    .log("A snapshot begins");
        }
    }

    void row(TableId table) {
        rows.merge(table, 1L, Long::sum);
    }

    void complete() {
        running = false;
        LOG.atInfo()
                .addKeyValue("rows", total())
                .addKeyValue(
                        "seconds", Duration.ofNanos(System.nanoTime() - began).toSeconds())
                .log("The snapshot is read");
    }

    boolean running() {
        return running;
    }

    private long total() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** For the status page. */
    Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("running", running);
        status.put("tables", tables);
        status.put("tablesBegun", rows.size());
        status.put("rows", total());
        if (running && expected > 0) {
            status.put("expectedRows", expected);
            status.put("secondsLeft", secondsLeft());
        }
        return status;
    }

    /** At the pace so far. */
    private long secondsLeft() {
        double passed = (System.nanoTime() - began) / 1e9;
        return Math.round(passed * Math.max(0, expected - total()) / Math.max(1, total()));
    }

    @Override
    public String toString() {
        return "snapshot: " + total() + " rows of " + rows.size() + " of " + tables + " tables";
    }
}

package io.rowcast.reader;

import io.rowcast.model.TableId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far the initial snapshot is: rows read per table, tables in the order they were begun. */
final class SnapshotProgress {
    private final int tables;
    private final Map<TableId, Long> rows = new ConcurrentHashMap<>();
    private volatile boolean running;

    SnapshotProgress(int tables, boolean running) {
        this.tables = tables;
        this.running = running;
    }

    void row(TableId table) {
        rows.merge(table, 1L, Long::sum);
    }

    void complete() {
        running = false;
    }

    boolean running() {
        return running;
    }

    private long total() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** For the status page. */
    Map<String, Object> status() {
        return Map.of("running", running, "tables", tables, "tablesBegun", rows.size(), "rows", total());
    }

    @Override
    public String toString() {
        return "snapshot: " + total() + " rows of " + rows.size() + " of " + tables + " tables";
    }
}

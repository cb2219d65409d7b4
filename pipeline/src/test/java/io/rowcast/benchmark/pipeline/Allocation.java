package io.rowcast.benchmark.pipeline;

import io.rowcast.fixture.RowcastProcess;

/**
 * What a writer allocates for a row, by its own metrics. The JVM counts at each collection, so it is looked at from one
 * collection to a later one.
 */
final class Allocation {
    private final RowcastProcess writer;
    private double firstBytes = -1;
    private double firstRows;
    private double lastBytes;
    private double lastRows;

    Allocation(RowcastProcess writer) {
        this.writer = writer;
    }

    /** The rows that the writer has applied so far. */
    long rows() {
        String metrics = writer.metrics();
        double rows = RowcastProcess.sum(metrics, "rowcast_writer_rows_total", "");
        double bytes = RowcastProcess.sum(metrics, "jvm_gc_memory_allocated_bytes_total", "");
        if (rows > 0 && bytes != lastBytes) {
            if (firstBytes < 0) {
                firstBytes = bytes;
                firstRows = rows;
            }
            lastBytes = bytes;
            lastRows = rows;
        }
        return (long) rows;
    }

    double bytesPerRow() {
        return (lastBytes - firstBytes) / (lastRows - firstRows);
    }
}

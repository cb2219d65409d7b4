package io.rowcast.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row as it was and as it is. An insert and a snapshot row have no {@code before}, a delete has no {@code after}. A
 * changed primary key arrives as a delete and an insert.
 *
 * @param committed when MySQL committed it, in MySQL's clock; for a snapshot row when it was read
 * @param snapshot whether it comes from a snapshot and not from the binlog
 */
public record RowChange(
        TableId table, @Nullable Row before, @Nullable Row after, Instant committed, boolean snapshot)
        implements Change {

    public RowChange {
        if (before == null && after == null) {
            throw new IllegalArgumentException("a change of " + table + " has neither a before nor an after image");
        }
    }
}

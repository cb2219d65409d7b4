package io.rowcast.verify;

import io.rowcast.model.TableId;
import java.util.EnumSet;
import java.util.Set;

/** What was done to bring a table, or a part of it, to what MySQL says: also keys that had expired are written again. */
public record Refreshed(Filled filled, TableReport report) {
    private static final Set<Difference.Kind> REMOVED = EnumSet.of(Difference.Kind.ORPHAN, Difference.Kind.CORRUPT);

    /** @param verification one that repairs */
    public static Refreshed by(Verification verification, TableId table, Part part) throws InterruptedException {
        Filled filled = verification.fill(table, part);
        return new Refreshed(
                filled,
                filled.failure().isEmpty()
                        ? verification.verify(table, part)
                        : TableReport.failed(table, filled.failure().get()));
    }

    /** Places that had lacked, or held something else. */
    public long written() {
        return filled.written() + report.repaired().size() - removed();
    }

    /** Places that no row stood for, or that were of another type. */
    public long removed() {
        return report.repaired().stream()
                .filter(difference -> REMOVED.contains(difference.kind()))
                .count();
    }

    /** Places that still differ. */
    public long left() {
        return report.differences().size() + report.undecided();
    }

    /** Why it is not done; empty when it is. */
    public String failure() {
        return report.failure().orElse("");
    }
}

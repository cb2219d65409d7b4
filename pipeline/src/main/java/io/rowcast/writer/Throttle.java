package io.rowcast.writer;

import io.rowcast.config.FlowSettings;
import io.rowcast.config.Rates;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast rows may go to Redis: those of snapshots and those that MySQL commits, each with an allowance of their own, so
 * that neither takes from the other. Used by the writer's thread only.
 */
final class Throttle {
    private final Kind live;
    private final Kind snapshot;

    private record Kind(Allowance rows, Allowance redisOps) {
        static Kind of(Rates rates, LongSupplier nanos) {
            return new Kind(
                    new Allowance(rates.rowsPerSecond(), nanos), new Allowance(rates.redisOpsPerSecond(), nanos));
        }

        Duration untilOpen() {
            Duration forRow = rows.untilOpen();
            Duration forOps = redisOps.untilOpen();
            return forRow.compareTo(forOps) > 0 ? forRow : forOps;
        }
    }

    /** @param nanos the time, as {@link System#nanoTime} */
    Throttle(FlowSettings flow, LongSupplier nanos) {
        this.live = Kind.of(flow.live(), nanos);
        this.snapshot = Kind.of(flow.snapshot(), nanos);
    }

    /** How long the next row of the lane has to wait, if it is of the same kind as its last one. */
    Duration untilOpen(Lane lane) {
        return (lane.inSnapshot() ? snapshot : live).untilOpen();
    }

    /** A row of the lane was taken. */
    void took(Lane lane, boolean ofSnapshot, int redisOps) {
        lane.inSnapshot(ofSnapshot);
        Kind kind = ofSnapshot ? snapshot : live;
        kind.rows().take(1);
        kind.redisOps().take(redisOps);
    }
}

package io.rowcast.verify;

import io.rowcast.model.Health;
import io.rowcast.model.TableId;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a table to what MySQL says, beside a writer, when somebody asks for it; until it is closed. One table at a time. */
public final class Resync implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resync.class);

    private final Function<VerifyProgress, Verification> opening;
    private final Clock clock;
    private final Going going;
    private final Semaphore calls = new Semaphore(0);
    private @Nullable TableId asked;
    private boolean cancelled;
    private @Nullable Ended last;
    private volatile boolean closed;

    /**
     * How the last one ended.
     *
     * @param outcome {@code done}, {@code cancelled} or {@code failed}
     * @param left places that still differ
     * @param failure why it failed; empty when it did not
     */
    record Ended(
            String table,
            Instant at,
            String outcome,
            long rows,
            long written,
            long removed,
            long left,
            String failure) {

        static Ended of(Refreshed done, Instant at) {
            return new Ended(
                    done.report().table().toString(),
                    at,
                    done.failure().isEmpty() ? "done" : "failed",
                    done.filled().rows(),
                    done.written(),
                    done.removed(),
                    done.left(),
                    done.failure());
        }

        static Ended without(TableId table, Instant at, String outcome, String failure) {
            return new Ended(table.toString(), at, outcome, 0, 0, 0, 0, failure);
        }
    }

    /** @param opening connections for one table, that repair, and tell how far they are */
    public Resync(Function<VerifyProgress, Verification> opening, Clock clock) {
        this.opening = opening;
        this.clock = clock;
        this.going = new Going(clock);
    }

    /**
     * Begins with a table, and returns at once.
     *
     * @throws IllegalArgumentException when one is going on
     */
    public synchronized void begin(TableId table) {
        if (asked != null) {
            throw new IllegalArgumentException(
                    "found a resync of " + asked + " going on; expected one at a time: wait for it, or cancel it");
        }
        asked = table;
        cancelled = false;
        going.begin(table);
        calls.release();
    }

    /** Ends what is going on, if anything is, at its next step. What was put right stays so. */
    public synchronized void cancel() {
        cancelled = true;
    }

    /** Does what is asked for until {@link #close}. */
    public void run() throws InterruptedException {
        calls.acquire();
        while (!closed) {
            TableId table = asked();
            if (table != null) {
                Ended ended = ended(table);
                end(ended);
                LOG.atInfo()
                        .addKeyValue("table", table)
                        .addKeyValue("outcome", ended.outcome())
                        .addKeyValue("rows", ended.rows())
                        .addKeyValue("written", ended.written())
                        .addKeyValue("removed", ended.removed())
                        .addKeyValue("error", ended.failure().isEmpty() ? "none" : ended.failure())
                        .log("resync ended");
            }
            calls.acquire();
        }
    }

    private synchronized @Nullable TableId asked() {
        return asked;
    }

    private Ended ended(TableId table) throws InterruptedException {
        LOG.atInfo().addKeyValue("table", table).log("resync begins");
        try (Verification verification = opening.apply(this::at)) {
            return Ended.of(Refreshed.by(verification, table, Part.ALL), clock.instant());
        } catch (CancellationException e) {
            return Ended.without(table, clock.instant(), "cancelled", "");
        } catch (RuntimeException e) { // the root of this thread's work: servers may be away, and rows go on
            return Ended.without(table, clock.instant(), "failed", String.valueOf(e.getMessage()));
        }
    }

    private synchronized void end(Ended ended) {
        asked = null;
        last = ended;
        going.end();
    }

    private void at(String stage, long done, long all) {
        synchronized (this) {
            if (cancelled || closed) {
                throw new CancellationException();
            }
        }
        going.at(stage, done, all);
    }

    /** Always well: what keeps it from its work keeps no row from Redis. */
    public Health health() {
        return new Health(Health.State.OK, going.summary().orElse(""));
    }

    /** For the status page: how far it is, and in {@code last} how the last one ended. */
    public synchronized Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>(going.status());
        if (last != null) {
            status.put("last", last);
        }
        return status;
    }

    @Override
    public void close() {
        closed = true;
        calls.release();
    }
}

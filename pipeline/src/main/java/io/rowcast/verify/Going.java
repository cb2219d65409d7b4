package io.rowcast.verify;

import io.rowcast.model.TableId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody is doing with a table, how fast, and how long it will yet take; for status pages. Written by one thread, read by any. */
public final class Going implements VerifyProgress {
    /** Before, a rate would say little. */
    private static final Duration WARM_UP = Duration.ofSeconds(1);

    private final InstantSource clock;
    private @Nullable TableId table;
    private String stage = "";
    private Instant since = Instant.EPOCH;
    private long before;
    private long done;
    private long all;

    public Going(InstantSource clock) {
        this.clock = clock;
    }

    /** It is this table from now on. */
    public synchronized void begin(TableId now) {
        table = now;
        at("starting", 0, 0);
    }

    @Override
    public synchronized void at(String now, long how, long many) {
        if (!now.equals(stage) || how < done || many != all) {
            stage = now;
            since = clock.instant();
            before = how;
        }
        done = how;
        all = many;
    }

    /** It is none from now on. */
    public synchronized void end() {
        table = null;
        stage = "";
    }

    /** One line for a person; empty when nothing is being done. */
    public synchronized Optional<String> summary() {
        return Optional.ofNullable(table).map(now -> now + ": " + stage + (all > 0 ? ", " + done + " of " + all : ""));
    }

    /**
     * {@code running}, and if so {@code table}, {@code stage}, {@code done}, {@code all} (0 when nobody knows),
     * {@code perSecond} and {@code secondsLeft}.
     */
    public synchronized Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("running", table != null);
        if (table != null) {
            status.put("table", table.toString());
            status.put("stage", stage);
            status.put("done", done);
            status.put("all", all);
            double perSecond = perSecond();
            if (perSecond > 0) {
                status.put("perSecond", Math.round(perSecond));
                if (all > 0) {
                    status.put("secondsLeft", Math.round((all - done) / perSecond));
                }
            }
        }
        return status;
    }

    private double perSecond() {
        Duration elapsed = Duration.between(since, clock.instant());
        return elapsed.compareTo(WARM_UP) < 0 ? 0 : (done - before) * 1000.0 / elapsed.toMillis();
    }
}

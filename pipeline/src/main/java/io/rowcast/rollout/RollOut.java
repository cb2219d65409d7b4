package io.rowcast.rollout;

import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.mapping.Mapping;
import io.rowcast.model.Health;
import io.rowcast.model.TableId;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.MappingStore;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.RedisKeys;
import io.rowcast.verify.Going;
import io.rowcast.verify.Verification;
import io.rowcast.verify.VerifyProgress;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rolls changed mappings out beside a writer, until it is closed. Of several writers, one does it for a table. */
public final class RollOut implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RollOut.class);

    /** From one look at what is to be done to the next, while there is something. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** The same while there is nothing: only writers that are started can change that. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    /**
     * What it works with.
     *
     * @param leads whether this writer is the one that does it for a table
     * @param mappings those of all tables that MySQL has now
     * @param lanes all partitions of all tables that are mapped
     * @param verification connections for one table, which tell how far they are
     */
    public record Means(
            String pipeline,
            RedisConnector redis,
            CurrentFiles files,
            Predicate<TableId> leads,
            Supplier<List<Mapping>> mappings,
            Supplier<Collection<LaneId>> lanes,
            Function<VerifyProgress, Verification> verification) {}

    private final Means means;
    private final String key;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Going going;

    /** Tables that are not done, by this writer or by another one. */
    private volatile int pending = 1;

    /** What keeps a table from being done, or that it is being done; for other threads. */
    private final Map<String, String> stages = new ConcurrentSkipListMap<>();

    public RollOut(Means means, MeterRegistry meters, Clock clock) {
        this.means = means;
        this.going = new Going(clock);
        this.key = new RedisKeys(means.pipeline()).mappings();
        RollOutMetrics.register(meters, () -> pending);
    }

    /** Works until {@link #close}. What goes wrong is tried again. */
    public void run() throws InterruptedException {
        String trouble = "";
        while (!closed.await((pending == 0 ? IDLE : PAUSE).toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                round();
                trouble = "";
            } catch (RedisAwayException | RuntimeException e) { // the root of this thread's work: servers may be away
                if (!trouble.equals(String.valueOf(e.getMessage()))) {
                    trouble = String.valueOf(e.getMessage());
                    LOG.atWarn().addKeyValue("error", trouble).log("mappings cannot be rolled out now; tries again");
                }
            }
        }
    }

    /**
     * The connection is to one server for the whole round: if that loses what was filled, as it ends or another takes over, then
     * nothing can be removed by it any more, and the next round fills again.
     */
    private void round() throws RedisAwayException, InterruptedException {
        try (MappingStore store = means.redis().openMappings()) {
            Map<TableId, List<Written>> others = means.files().others(store.read(key));
            pending = others.size();
            stages.keySet()
                    .removeIf(table -> others.keySet().stream().noneMatch(each -> table.equals(each.toString())));
            for (Map.Entry<TableId, List<Written>> table : others.entrySet()) {
                if (closed.getCount() == 0) {
                    return;
                }
                if (means.files().of(table.getKey()).isPresent()) {
                    changed(store, table.getKey(), table.getValue());
                } else {
                    removed(store, table.getKey(), table.getValue());
                }
            }
        }
    }

    private void changed(MappingStore store, TableId table, List<Written> before)
            throws RedisAwayException, InterruptedException {
        if (means.leads().test(table)) {
            List<Mapping> mappings = means.mappings().get();
            if (mappings.stream().anyMatch(mapping -> mapping.table().equals(table))) {
                roll(store, table, table, before, mappings);
            }
        }
    }

    /** What no file maps any more is cleared away by the writer that has the first table that is. */
    private void removed(MappingStore store, TableId table, List<Written> before)
            throws RedisAwayException, InterruptedException {
        List<Mapping> mappings = means.mappings().get();
        if (!mappings.isEmpty() && means.leads().test(mappings.get(0).table())) {
            roll(store, table, mappings.get(0).table(), before, mappings);
        }
    }

    private void roll(MappingStore store, TableId table, TableId lane, List<Written> before, List<Mapping> mappings)
            throws RedisAwayException, InterruptedException {
        TableRollOut rollOut = new TableRollOut(means, going, store, table, lane, before, mappings);
        String was = stages.put(table.toString(), "is being rolled out");
        if (was == null) {
            LOG.atInfo().addKeyValue("table", table).log("rolls the changed mapping out");
        }
        going.begin(table);
        try {
            Result result = rollOut.run();
            stages.remove(table.toString());
            LOG.atInfo()
                    .addKeyValue("table", table)
                    .addKeyValue("rows", result.rows())
                    .addKeyValue("written", result.written())
                    .addKeyValue("removed", result.removed())
                    .log("the changed mapping is rolled out");
        } catch (NotRolledOutException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(was)) {
                LOG.atWarn()
                        .addKeyValue("table", table)
                        .addKeyValue("error", reason)
                        .log("the changed mapping is not rolled out yet; tries again");
            }
            stages.put(table.toString(), reason);
        } finally {
            going.end();
        }
    }

    /**
     * What was done for a table.
     *
     * @param written places that were filled, or put right
     * @param removed keys, and places in keys that tables share, that no mapping makes any more
     */
    record Result(long rows, long written, long removed) {}

    /** Never worse than good: changes of rows are applied meanwhile. */
    public Health health() {
        String detail = stages.entrySet().stream()
                .map(stage -> stage.getKey() + ": " + stage.getValue())
                .collect(Collectors.joining("; "));
        return new Health(Health.State.OK, detail.isEmpty() ? "" : "changed mappings: " + detail);
    }

    /** How far each table is that is not done, and the one at work. */
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>(going.status());
        status.put("pending", pending);
        status.put("tables", Map.copyOf(stages));
        return status;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

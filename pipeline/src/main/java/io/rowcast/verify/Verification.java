package io.rowcast.verify;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MySqlSettings;
import io.rowcast.mapping.Inspection;
import io.rowcast.mapping.Mapping;
import io.rowcast.model.Place;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.ReaderProgress;
import io.rowcast.reader.SourceView;
import io.rowcast.reader.catalog.SourceMoment;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.RedisKeys;
import io.rowcast.topic.Partitions;
import io.rowcast.topic.RepairRequests;
import io.rowcast.topic.TableWindow;
import io.rowcast.topic.TopicNames;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** Verifies tables one after the other, beside a pipeline that runs. Used by one thread; changes nothing. */
public final class Verification implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    /** A key of another type goes in the first, its parts come in the second, and the third finds nothing. */
    private static final int ROUNDS = 5;

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final String pipeline;
    private final MySqlSettings mysql;
    private final Map<String, Object> kafka;
    private final Function<TableSchema, Mapping> mappings;
    private final VerifyOptions options;
    private final VerifyProgress progress;
    private final Clock clock;
    private final Values values;
    private final ReaderProgress reader;
    private final Pace pace;

    /**
     * @param kafka properties for clients, at least {@code bootstrap.servers}
     * @param mappings what becomes of a table that looks like that
     */
    public Verification(
            String pipeline,
            MySqlSettings mysql,
            Map<String, Object> kafka,
            RedisConnector redis,
            Function<TableSchema, Mapping> mappings,
            VerifyOptions options,
            VerifyProgress progress,
            Clock clock) {
        this.pipeline = pipeline;
        this.mysql = mysql;
        this.kafka = Map.copyOf(kafka);
        this.mappings = mappings;
        this.options = options;
        this.progress = progress;
        this.clock = clock;
        this.values = new Values(redis, options.patience());
        this.reader = new ReaderProgress(pipeline, kafka);
        this.pace = new Pace(options.rate());
    }

    /** A table as it was found in one reading. */
    private record Reading(
            Range range,
            long rows,
            long unmappable,
            long places,
            List<Difference> differences,
            List<Difference> repaired,
            Set<Place> undecided) {}

    /** Compares a table. What keeps it from being compared is in the report. */
    public TableReport verify(TableId table) throws InterruptedException {
        try {
            return options.repair() ? repaired(table) : verified(table);
        } catch (NotVerifiedException e) {
            return TableReport.failed(table, String.valueOf(e.getMessage()));
        }
    }

    /** What was under a key of another type shows only when that is gone: so it is compared again until nothing differs. */
    private TableReport repaired(TableId table) throws NotVerifiedException, InterruptedException {
        TableReport report = verified(table);
        List<Difference> repaired = new ArrayList<>(report.repaired());
        for (int i = 1; i < ROUNDS && differs(report); i++) {
            report = verified(table);
            repaired.addAll(report.repaired());
        }
        return report.withRepaired(repaired);
    }

    private static boolean differs(TableReport report) {
        return !report.differences().isEmpty() || !report.repaired().isEmpty();
    }

    private TableReport verified(TableId table) throws NotVerifiedException, InterruptedException {
        Range share = Range.share(options.share());
        long next = 0;
        long rows = 0;
        long unmappable = 0;
        long places = 0;
        long undecided = 0;
        List<Difference> differences = new ArrayList<>();
        List<Difference> repaired = new ArrayList<>();
        while (next < share.to()) {
            Reading first = reading(table, new Range(next, share.to()), Set.of());
            rows = first.rows;
            unmappable = first.unmappable;
            places += first.places;
            next = first.range.to();
            Set<Place> doubtful = new HashSet<>(first.undecided);
            first.differences.forEach(difference -> doubtful.add(difference.place()));
            if (!doubtful.isEmpty()) {
                Reading second = reading(table, new Range(0, Range.ALL), doubtful);
                differences.addAll(second.differences);
                repaired.addAll(second.repaired);
                undecided += second.undecided.size();
            }
        }
        List<String> types = mapping(table).inspections().stream()
                .filter(inspection -> !inspection.decides())
                .map(Inspection::output)
                .toList();
        return new TableReport(
                table, rows, unmappable, places, undecided, differences, repaired, types, Optional.empty());
    }

    private Mapping mapping(TableId table) throws NotVerifiedException {
        try (SourceView view = open(table)) {
            return mappings.apply(view.schema());
        }
    }

    private SourceView open(TableId table) throws NotVerifiedException {
        return SourceView.open(mysql, table)
                .orElseThrow(() -> new NotVerifiedException("there is no such table any more", false));
    }

    /** @param doubtful the places to look at again; none for all of the range, and for what no row stands for */
    private Reading reading(TableId table, Range range, Set<Place> doubtful)
            throws NotVerifiedException, InterruptedException {
        for (int i = 1; ; i++) {
            try {
                return read(table, range, doubtful);
            } catch (NotVerifiedException e) {
                if (!e.again() || i == ATTEMPTS) {
                    throw e;
                }
                TimeUnit.SECONDS.sleep(1L << i);
            } catch (InvalidConfigException e) {
                throw new NotVerifiedException(String.valueOf(e.getMessage()), false);
            }
        }
    }

    private Reading read(TableId table, Range range, Set<Place> doubtful)
            throws NotVerifiedException, InterruptedException {
        String topic = new TopicNames(pipeline).table(table);
        TableSchema schema = mapping(table).schema();
        try (TableWindow window = new TableWindow(kafka, topic, schema)) {
            Map<LaneId, String> lanes = new LinkedHashMap<>();
            for (int partition : window.partitions()) {
                LaneId lane = new LaneId(topic, partition);
                lanes.put(lane, new RedisKeys(pipeline).watermark(lane));
            }
            if (lanes.isEmpty()) {
                throw new NotVerifiedException("Kafka has no topic " + topic + " yet; expected a reader at work", true);
            }
            Map<LaneId, Long> from = values.look(lanes, List.of()).before();
            if (from.size() < lanes.size()) {
                throw new NotVerifiedException(
                        "Redis holds no watermark of " + topic + ": expected a writer at work", true);
            }
            Predicate<Place> wanted = doubtful.isEmpty() ? place -> true : doubtful::contains;
            SourceMoment moment;
            Tally tally;
            Mapping mapping;
            try (SourceView view = open(table)) {
                mapping = mappings.apply(view.schema());
                moment = view.moment();
                tally = new Tally(mapping, range, wanted, options.memory(), !doubtful.isEmpty());
                view.forEach(mapping.schema(), (key, row) -> {
                    tally.read(row, Partitions.of(key, lanes.size()));
                    if (tally.rows() % 1000 == 0) {
                        progress.at("reading rows of " + table, tally.rows(), 0);
                    }
                });
            }
            Pursuit pursuit = new Pursuit(window, topic, moment, tally, Pursuit.offsets(from), options.patience());
            catchUp(lanes, moment, pursuit);
            Pass pass = new Pass(
                    mapping.inspections(),
                    tally,
                    pursuit,
                    values,
                    lanes,
                    new Comparison(mapping.inspections(), clock),
                    pace,
                    progress);
            if (doubtful.isEmpty()) {
                pass.compare(tally.places());
                pass.compareOthers(tally::has);
            } else {
                pass.compare(doubtful);
            }
            List<Difference> differing = List.copyOf(pass.differences());
            if (options.repair() && !differing.isEmpty() && !doubtful.isEmpty()) {
                try (RepairRequests requests = new RepairRequests(kafka)) {
                    new Repair(pipeline, mapping, tally, pass, values, lanes, requests, options.patience()).run();
                }
            }
            return new Reading(
                    tally.range(),
                    tally.rows(),
                    tally.unmappable(),
                    pass.compared(),
                    List.copyOf(pass.differences()),
                    differing.stream()
                            .filter(difference ->
                                    pass.difference(difference.place()).isEmpty())
                            .toList(),
                    pass.undecided());
        }
    }

    /** Waits until all that MySQL had at the moment is in Kafka, and then until the writers have it applied. */
    private void catchUp(Map<LaneId, String> lanes, SourceMoment moment, Pursuit pursuit)
            throws NotVerifiedException, InterruptedException {
        long end = System.nanoTime() + options.patience().toNanos();
        Map<Integer, Long> ends = Map.of();
        boolean reached = false;
        while (true) {
            Map<LaneId, Long> watermarks = values.look(lanes, List.of()).before();
            if (pursuit.isReachedBy(watermarks)) {
                pursuit.follow(watermarks);
            }
            if (!reached && reader.hasReached(moment)) {
                reached = true;
                ends = pursuit.ends();
                end = System.nanoTime() + options.patience().toNanos();
            }
            if (reached && pursuit.isAt(ends)) {
                return;
            }
            if (System.nanoTime() - end > 0) {
                throw new NotVerifiedException(
                        (reached ? "the writer" : "the reader") + " has not come to where MySQL was read within "
                                + options.patience().toSeconds() + " s",
                        false);
            }
            progress.at(reached ? "waiting for the writer" : "waiting for the reader", 0, 0);
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }

    @Override
    public void close() {
        values.close();
        reader.close();
    }
}

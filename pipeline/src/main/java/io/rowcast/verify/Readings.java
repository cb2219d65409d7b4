package io.rowcast.verify;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MySqlSettings;
import io.rowcast.mapping.Expected;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.UnmappableRowException;
import io.rowcast.model.Place;
import io.rowcast.model.Row;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.ReaderProgress;
import io.rowcast.reader.SourceView;
import io.rowcast.reader.catalog.SourceMoment;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisKeys;
import io.rowcast.topic.Partitions;
import io.rowcast.topic.RepairRequests;
import io.rowcast.topic.TableWindow;
import io.rowcast.topic.TopicNames;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads a table in one transaction, compares what Redis holds with it, and has the difference put right. Used by one thread. */
final class Readings {
    private static final int ATTEMPTS = 5;

    private static final Duration PAUSE = Duration.ofMillis(250);

    /** Of a place that is kept without what stands there, about. */
    private static final int PLACE_BYTES = 300;

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
    Readings(
            String pipeline,
            MySqlSettings mysql,
            Map<String, Object> kafka,
            Function<TableSchema, Mapping> mappings,
            VerifyOptions options,
            VerifyProgress progress,
            Clock clock,
            Values values,
            ReaderProgress reader) {
        this.pipeline = pipeline;
        this.mysql = mysql;
        this.kafka = Map.copyOf(kafka);
        this.mappings = mappings;
        this.options = options;
        this.progress = progress;
        this.clock = clock;
        this.values = values;
        this.reader = reader;
        this.pace = new Pace(options.rate());
    }

    /**
     * A table as it was found in one reading.
     *
     * @param letters whether differences were left as they are because dead letters wait
     */
    record Reading(
            Range range,
            long rows,
            long unmappable,
            long places,
            List<Difference> differences,
            List<Difference> repaired,
            Set<Place> undecided,
            boolean letters) {}

    /**
     * What is to be done in a reading.
     *
     * @param fills whether it is {@link Verification#fill}
     */
    record Task(Part part, boolean fills) {}

    Mapping mapping(TableId table) throws NotVerifiedException {
        try (SourceView view = open(table)) {
            return mappings.apply(view.schema());
        }
    }

    private SourceView open(TableId table) throws NotVerifiedException {
        return SourceView.open(mysql, table)
                .orElseThrow(() -> new NotVerifiedException("there is no such table any more", false));
    }

    /** @param doubtful the places to look at again; none for all of the range, and for what no row stands for */
    Reading of(TableId table, Range range, Set<Place> doubtful, Task task)
            throws NotVerifiedException, InterruptedException {
        for (int i = 1; ; i++) {
            try {
                return read(table, range, doubtful, task);
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

    private Reading read(TableId table, Range range, Set<Place> doubtful, Task task)
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
            boolean repairs = options.repair() && (task.fills || !doubtful.isEmpty());
            SourceMoment moment;
            Tally tally;
            Mapping mapping;
            try (SourceView view = open(table)) {
                mapping = mappings.apply(view.schema());
                moment = view.moment();
                Predicate<Place> wanted = doubtful.isEmpty() ? wanted(task.part, view, mapping) : doubtful::contains;
                tally = new Tally(mapping, range, wanted, options.memory(), repairs);
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
                    new Comparison(mapping.inspections(), clock, task.fills, task.fills && task.part.anew()),
                    pace,
                    progress);
            pass.compare(doubtful.isEmpty() ? tally.places() : doubtful);
            if (doubtful.isEmpty() && !task.fills) {
                compareGone(task.part, mapping, tally, pass);
            }
            List<Difference> differing = List.copyOf(pass.differences());
            boolean letters = false;
            if (repairs && !differing.isEmpty()) {
                try (RepairRequests requests = new RepairRequests(kafka)) {
                    Asking asking = new Asking(values, lanes, requests, options.patience());
                    letters =
                            new Repair(pipeline, mapping, tally, pass, values, lanes, asking, progress).run(task.fills);
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
                    pass.undecided(),
                    letters);
        }
    }

    /** Where no row stands: of a row that is named, its own places; of a condition nothing, as nobody knows what it held for. */
    private static void compareGone(Part part, Mapping mapping, Tally tally, Pass pass)
            throws NotVerifiedException, InterruptedException {
        if (part.where().isEmpty()) {
            pass.compareOthers(part.outputs(), tally::has);
        } else if (part.row().isPresent()) {
            pass.compare(mapping.places().own(part.row().get()).stream()
                    .filter(place -> tally.has(place) && !tally.contains(place))
                    .toList());
        }
    }

    private Predicate<Place> wanted(Part part, SourceView view, Mapping mapping) throws NotVerifiedException {
        if (part.where().isEmpty()) {
            return part::has;
        }
        long most = options.memory() / PLACE_BYTES;
        Set<Place> places = new HashSet<>(part.row().map(mapping.places()::own).orElse(Set.of()));
        view.forEach(mapping.schema(), part.where().get(), (key, row) -> {
            if (places.size() <= most) {
                places.addAll(places(mapping, row));
            }
        });
        if (places.size() > most) {
            throw new NotVerifiedException(
                    "the rows of the condition have more than " + most
                            + " places, too many to be kept; expected fewer rows," + " or no condition",
                    false);
        }
        return place -> part.has(place) && places.contains(place);
    }

    /** None of a row that cannot be mapped: the dead letters say which. */
    private static List<Place> places(Mapping mapping, Row row) {
        try {
            return mapping.places().expected(row).stream().map(Expected::place).toList();
        } catch (UnmappableRowException e) {
            return List.of();
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
}

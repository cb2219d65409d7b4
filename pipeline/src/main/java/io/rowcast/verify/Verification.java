package io.rowcast.verify;

import io.rowcast.config.MySqlSettings;
import io.rowcast.mapping.Inspection;
import io.rowcast.mapping.Mapping;
import io.rowcast.model.Place;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.ReaderProgress;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.RedisKeys;
import io.rowcast.topic.RepairRequest.Item;
import io.rowcast.topic.RepairRequests;
import io.rowcast.topic.TopicNames;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Verifies tables one after the other, beside a pipeline that runs. Used by one thread; changes nothing. */
public final class Verification implements AutoCloseable {
    /** A key of another type goes in the first, its parts come in the second, and the third finds nothing. */
    private static final int ROUNDS = 5;

    private final String pipeline;
    private final Map<String, Object> kafka;
    private final VerifyOptions options;
    private final Values values;
    private final ReaderProgress reader;
    private final Readings readings;

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
        this.kafka = Map.copyOf(kafka);
        this.options = options;
        this.values = new Values(redis, options.patience());
        this.reader = new ReaderProgress(pipeline, kafka);
        this.readings = new Readings(pipeline, mysql, kafka, mappings, options, progress, clock, values, reader);
    }

    /** Compares a table. What keeps it from being compared is in the report. */
    public TableReport verify(TableId table) throws InterruptedException {
        return verify(table, Part.ALL);
    }

    /** Compares a part of a table. */
    public TableReport verify(TableId table, Part part) throws InterruptedException {
        try {
            return options.repair() ? repaired(table, part) : verified(table, part);
        } catch (NotVerifiedException e) {
            return TableReport.failed(table, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Has rows written to the places that they lack, or in which they stand otherwise, also where keys end by themselves, and
     * of outputs that are new also where rows push each other out. What no row stands for is left alone. One reading of the table is enough for it: what it
     * takes for a difference is compared once more where it is put right.
     */
    public Filled fill(TableId table, Part part) throws InterruptedException {
        try {
            Readings.Task task = new Readings.Task(part, true);
            Filled filled = Filled.NOTHING;
            long next = 0;
            while (next < Range.ALL) {
                Readings.Reading reading = readings.of(table, new Range(next, Range.ALL), Set.of(), task);
                filled = filled.with(
                        reading.rows(), reading.places(), reading.repaired().size());
                next = reading.range().to();
            }
            return filled;
        } catch (NotVerifiedException e) {
            return Filled.failed(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Has the writer of a table's first partition do something to places, each unless a row writes to it at that moment.
     *
     * @return why it is not known to be done; empty when the writer has passed it
     */
    public Optional<String> apply(TableId table, List<Item> items) throws InterruptedException {
        LaneId lane = new LaneId(new TopicNames(pipeline).table(table), 0);
        try (RepairRequests requests = new RepairRequests(kafka)) {
            new Asking(values, Map.of(lane, new RedisKeys(pipeline).watermark(lane)), requests, options.patience())
                    .unlessTouched(lane, items);
            return Optional.empty();
        } catch (NotVerifiedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What was under a key of another type shows only when that is gone: so it is compared again until nothing differs. */
    private TableReport repaired(TableId table, Part part) throws NotVerifiedException, InterruptedException {
        TableReport report = verified(table, part);
        List<Difference> repaired = new ArrayList<>(report.repaired());
        for (int i = 1; i < ROUNDS && differs(report); i++) {
            report = verified(table, part);
            repaired.addAll(report.repaired());
        }
        return report.withRepaired(repaired);
    }

    private static boolean differs(TableReport report) {
        return !report.differences().isEmpty() || !report.repaired().isEmpty();
    }

    private TableReport verified(TableId table, Part part) throws NotVerifiedException, InterruptedException {
        Range share = Range.share(options.share());
        Readings.Task task = new Readings.Task(part, false);
        long next = 0;
        long rows = 0;
        long unmappable = 0;
        long places = 0;
        long undecided = 0;
        boolean letters = false;
        List<Difference> differences = new ArrayList<>();
        List<Difference> repaired = new ArrayList<>();
        while (next < share.to()) {
            Readings.Reading first = readings.of(table, new Range(next, share.to()), Set.of(), task);
            rows = first.rows();
            unmappable = first.unmappable();
            places += first.places();
            next = first.range().to();
            Set<Place> doubtful = new HashSet<>(first.undecided());
            first.differences().forEach(difference -> doubtful.add(difference.place()));
            if (!doubtful.isEmpty()) {
                Readings.Reading second = readings.of(table, new Range(0, Range.ALL), doubtful, task);
                differences.addAll(second.differences());
                repaired.addAll(second.repaired());
                undecided += second.undecided().size();
                letters |= second.letters();
            }
        }
        List<String> types = readings.mapping(table).inspections().stream()
                .filter(Inspection::typeOnly)
                .map(Inspection::output)
                .toList();
        return new TableReport(
                table, rows, unmappable, places, undecided, differences, repaired, letters, types, Optional.empty());
    }

    @Override
    public void close() {
        values.close();
        reader.close();
    }
}

package io.rowcast.benchmark.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowcast.benchmark.pipeline.Figure.Target;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * From the binlog to Kafka beside Debezium's bare engine, and from the binlog to Redis: all of them stop at the same place,
 * then rows are written, then one after the other reads them.
 */
final class ReaderSection implements Section {
    private static final String WHOLE = "whole";
    private static final String ROWS = "rowcast_reader_rows_total";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The number of a row that is there from the beginning. */
    private static final long BEFORE = 100_000_000;

    @Override
    public void run(Lab lab, Report report) throws Exception {
        Map<Backlog, Integer> sizes = new EnumMap<>(Backlog.class);
        for (Backlog backlog : Backlog.values()) {
            lab.execute(backlog.ddl(), backlog.insert(BEFORE));
            if (backlog == Backlog.ONE || !lab.quick) {
                sizes.put(backlog, lab.rows(backlog.rows));
            }
        }
        RowcastSettings reader = lab.settings("reader", mappings(lab));
        RowcastSettings whole =
                lab.embedded(WHOLE, lab.mapping(WHOLE, Customers.Form.HASH.mapping(Backlog.ONE.table())));
        List<String> tables = sizes.keySet().stream().map(Backlog::table).toList();
        prepare(lab, "run", whole, Backlog.ONE.rowsInTransaction);
        prepare(
                lab,
                "reader",
                reader,
                Arrays.stream(Backlog.values())
                        .mapToInt(each -> each.rowsInTransaction)
                        .sum());
        Engine bare = new Engine(lab, "bare", false);
        bare.prepare(tables);
        Engine stock = new Engine(lab, "stock", true);
        if (!lab.quick) {
            stock.prepare(List.of(Backlog.ONE.table()));
        }
        report.says("  writes " + sizes);
        for (var backlog : sizes.entrySet()) {
            backlog.getKey().write(lab, backlog.getValue());
        }
        report.says("  reads them");
        Map<String, Drain> limits = bare.drain(named(sizes));
        Map<String, Drain> read = reader(reader, sizes);
        for (Backlog backlog : sizes.keySet()) {
            compare(report, "reader", backlog.title, of(read, backlog.table()), of(limits, backlog.table()), 0.9);
        }
        Drain limit = of(limits, Backlog.ONE.table());
        report.add(new Figure(
                        "reader",
                        "one-row transactions, warming up included",
                        "rows/s",
                        of(read, Backlog.ONE.table()).cold())
                .against("bare engine", limit.cold()));
        whole(report, whole, of(sizes, Backlog.ONE), limit);
        if (!lab.quick) {
            stock(report, stock, of(sizes, Backlog.ONE), limit);
            snapshot(lab, report, of(sizes, Backlog.HUNDRED));
        }
    }

    /** What the class that stands before Debezium's own saves. */
    private static void stock(Report report, Engine stock, int rows, Drain limit) {
        Drain asItComes = of(stock.drain(Map.of(Backlog.ONE.table(), rows)), Backlog.ONE.table());
        report.add(new Figure("reader", "bare engine with our EventFormatter", "rows/s", limit.rowsPerSecond())
                .against("with Debezium's", asItComes.rowsPerSecond()));
        report.add(new Figure("reader", "the same, its CPU", "µs/row", limit.cpuPerRow())
                .against("with Debezium's", asItComes.cpuPerRow()));
    }

    private static <K, V> V of(Map<K, V> measured, K which) {
        return Objects.requireNonNull(measured.get(which));
    }

    private static Path mappings(Lab lab) throws IOException {
        Path folder = lab.folder;
        for (Backlog backlog : Backlog.values()) {
            String text = backlog == Backlog.WIDE
                    ? "table: " + backlog.table() + "\nredis:\n  - hash: wide:{id}\n"
                    : Customers.Form.HASH.mapping(backlog.table()).replace("customer:", backlog + ":");
            folder = lab.mapping("reader", backlog.name(), text);
        }
        return folder;
    }

    private static Map<String, Integer> named(Map<Backlog, Integer> sizes) {
        Map<String, Integer> named = new LinkedHashMap<>();
        sizes.forEach((backlog, rows) -> named.put(backlog.table(), rows));
        return named;
    }

    /**
     * Leaves behind the snapshot: a row that is written after all of it was read comes from the binlog. From there on it will go on.
     *
     * @param rows in the snapshot
     */
    private static void prepare(Lab lab, String command, RowcastSettings settings, int rows) throws SQLException {
        try (RowcastProcess process = Lab.start(command, settings)) {
            process.awaitReady();
            process.await("its snapshot", () -> process.metric(ROWS) >= rows);
            lab.execute("UPDATE " + Backlog.ONE.table() + " SET first_name = '" + command + "'");
            process.await("the binlog", () -> process.metric(ROWS) > rows);
            process.terminate();
        }
    }

    /** A snapshot in place of the binlog would be something else. */
    private static void requireNoSnapshot(RowcastProcess process) throws IOException {
        String status = process.get("/status").orElseThrow().body();
        JsonNode snapshot = JSON.readTree(status).findValue("snapshot");
        if (snapshot.path("tablesBegun").asInt(-1) != 0) {
            throw new IllegalStateException("expected the binlog to be read, found a snapshot: " + status);
        }
    }

    private static Map<String, Drain> reader(RowcastSettings settings, Map<Backlog, Integer> sizes) throws IOException {
        Map<String, Drain> drains = new LinkedHashMap<>();
        try (RowcastProcess reader = Lab.start("reader", settings)) {
            for (var backlog : sizes.entrySet()) {
                String label = "\"" + backlog.getKey().table() + "\"";
                drains.put(
                        backlog.getKey().table(),
                        Drain.of(
                                () -> (long) reader.metric(ROWS, label),
                                () -> reader.usage().cpu(),
                                backlog.getValue()));
            }
            requireNoSnapshot(reader);
            reader.terminate();
        }
        return drains;
    }

    private static void compare(Report report, String section, String title, Drain found, Drain limit, double target) {
        report.add(new Figure(section, title, "rows/s", found.rowsPerSecond())
                .against("bare engine", limit.rowsPerSecond())
                .toBe(Target.atLeast(target)));
        Figure cpu = new Figure(section, title + ", CPU", "µs/row", found.cpuPerRow())
                .against("bare engine", limit.cpuPerRow());
        report.add(section.equals(WHOLE) ? cpu.toBe(Target.atMost(1.6)) : cpu);
    }

    private static void whole(Report report, RowcastSettings settings, int rows, Drain limit) throws IOException {
        try (RowcastProcess run = Lab.start("run", settings)) {
            Drain drain = Drain.of(
                    () -> (long) run.metric("rowcast_writer_rows_total"),
                    () -> run.usage().cpu(),
                    rows);
            requireNoSnapshot(run);
            compare(report, WHOLE, "backlog of one-row transactions", drain, limit, 0.7);
            report.add(new Figure(WHOLE, "the same, warming up included", "rows/s", drain.cold())
                    .against("bare engine", limit.cold()));
            run.terminate();
        }
    }

    /** Of a table that is there. */
    private static void snapshot(Lab lab, Report report, int rows) throws IOException {
        String table = Backlog.HUNDRED.table();
        Drain limit = of(new Engine(lab, "snapshot", false).drain(Map.of(table, rows)), table);
        Path mapping = lab.mapping("snapshot", Customers.Form.HASH.mapping(table));
        try (RowcastProcess reader = Lab.start("reader", lab.settings("snapshot", mapping))) {
            Drain found = Drain.of(
                    () -> (long) reader.metric(ROWS), () -> reader.usage().cpu(), rows);
            compare(report, "reader", "snapshot", found, limit, 0.9);
            reader.terminate();
        }
    }
}

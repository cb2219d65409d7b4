package io.rowcast.verify;

import io.rowcast.model.TableId;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a patrol is doing and has found, for a status page. Written by its thread, read by any. */
final class Findings implements VerifyProgress {
    private final Map<String, Table> tables = new TreeMap<>();
    private final Going going;
    private String error = "";

    Findings(Clock clock) {
        this.going = new Going(clock);
    }

    /**
     * A table as it was last compared.
     *
     * @param at when that began
     * @param differences places that differ, and are not repaired
     * @param classes how many of them there are of each class
     * @param failure why it was not compared; empty when it was
     */
    record Table(
            Instant at,
            long rows,
            long places,
            int differences,
            Map<String, Long> classes,
            int repaired,
            String failure) {

        static Table of(TableReport report, Instant at) {
            Map<String, Long> classes = report.differences().stream()
                    .collect(Collectors.groupingBy(
                            difference -> difference.kind().name().toLowerCase(Locale.ROOT),
                            TreeMap::new,
                            Collectors.counting()));
            return new Table(
                    at,
                    report.rows(),
                    report.places(),
                    report.differences().size(),
                    classes,
                    report.repaired().size(),
                    report.failure().orElse(""));
        }
    }

    /** A table is being compared from now on. */
    void begin(TableId table) {
        going.begin(table);
    }

    @Override
    public void at(String stage, long done, long all) {
        going.at(stage, done, all);
    }

    /** The table has been compared. */
    synchronized void took(TableReport report, Instant begun) {
        tables.put(report.table().toString(), Table.of(report, begun));
    }

    /** Nothing is being compared from now on. */
    synchronized void end(@Nullable String failure) {
        going.end();
        error = failure == null ? "" : failure;
    }

    /** One line for a person. */
    synchronized String summary() {
        return going.summary().orElseGet(this::found);
    }

    private String found() {
        int differing = tables.values().stream().mapToInt(Table::differences).sum();
        return tables.isEmpty()
                ? "no table compared yet"
                : tables.size() + (tables.size() == 1 ? " table" : " tables") + " compared, " + differing
                        + " places differ";
    }

    synchronized Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>(going.status());
        if (!error.isEmpty()) {
            status.put("lastError", error);
        }
        status.put("tables", new TreeMap<>(tables));
        return status;
    }
}

package io.rowcast.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a comparison of MySQL with Redis found, for people and for machines. */
public record Verified(List<Table> tables) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A place that is not as the rows say.
     *
     * @param kind missing, stale, corrupt or orphan
     * @param place the key, and the field or member within it behind a slash
     */
    public record Difference(String kind, String output, String place, String detail) {}

    /**
     * One table.
     *
     * @param places that were compared
     * @param undecided places that changed whenever they were looked at
     * @param repaired what differed, and was put right
     * @param lettersWait whether differences were not put right because dead letters wait
     * @param typesOnly outputs of which only the types of the keys were looked at
     * @param failure why the table was not compared; empty when it was
     */
    public record Table(
            String table,
            long rows,
            long unmappable,
            long places,
            long undecided,
            List<Difference> differences,
            List<Difference> repaired,
            boolean lettersWait,
            List<String> typesOnly,
            String failure) {}

    public Verified {
        tables = List.copyOf(tables);
    }

    /** Whether all tables were compared, and nothing differs. */
    public boolean consistent() {
        return tables.stream().allMatch(table -> table.differences.isEmpty() && table.failure.isEmpty());
    }

    /** @param limit how many differences of each table are listed */
    public String report(int limit) {
        List<String> lines = new ArrayList<>();
        for (Table table : tables) {
            lines.add(title(table));
            table.differences.stream().limit(limit).map(Verified::line).forEach(lines::add);
            if (table.differences.size() > limit) {
                lines.add("  … and " + number(table.differences.size() - limit) + " more");
            }
        }
        lines.add(summary());
        return String.join("\n", lines);
    }

    private static String title(Table table) {
        if (!table.failure.isEmpty()) {
            return table.table + ": not compared: " + table.failure;
        }
        String title = table.table + ": " + number(table.rows) + " rows, " + number(table.places) + " places compared"
                + (table.differences.isEmpty() ? ", all as MySQL says" : ", " + kinds(table.differences))
                + (table.repaired.isEmpty() ? "" : "; repaired " + kinds(table.repaired));
        return title
                + (table.undecided == 0 ? "" : "; " + number(table.undecided) + " changed whenever they were looked at")
                + (table.lettersWait ? "; not repaired, as dead letters wait: replay or discard them, and repeat" : "")
                + (table.unmappable == 0 ? "" : "; " + number(table.unmappable) + " rows could not be mapped")
                + (table.typesOnly.isEmpty() ? "" : "; types only of " + String.join(", ", table.typesOnly));
    }

    private static String kinds(List<Difference> differences) {
        Map<String, Integer> counts = new TreeMap<>();
        differences.forEach(difference -> counts.merge(difference.kind, 1, Integer::sum));
        List<String> kinds = new ArrayList<>();
        counts.forEach((kind, count) -> kinds.add(number(count) + " " + kind));
        return String.join(", ", kinds);
    }

    private static String line(Difference difference) {
        return "  " + difference.kind + " " + difference.place + ": " + difference.detail + ", " + difference.output;
    }

    private String summary() {
        long differences =
                tables.stream().mapToLong(table -> table.differences.size()).sum();
        long repaired =
                tables.stream().mapToLong(table -> table.repaired.size()).sum();
        long failed = tables.stream().filter(table -> !table.failure.isEmpty()).count();
        return (differences == 0
                        ? "no difference"
                        : number(differences) + (differences == 1 ? " difference" : " differences"))
                + (repaired == 0 ? "" : ", " + number(repaired) + " repaired")
                + (failed == 0 ? "" : ", " + number(failed) + (failed == 1 ? " table" : " tables") + " not compared");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /**
     * Reads {@link #json()}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Verified parse(String json) {
        try {
            JsonNode tables = JSON.readTree(json).required("tables");
            return new Verified(List.of(JSON.treeToValue(tables, Table[].class)));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException("found no report of rowcast verify", e);
        }
    }

    /** All of it. */
    public String json() {
        try {
            return JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(Map.of("consistent", consistent(), "tables", tables));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of texts are always JSON", e);
        }
    }
}

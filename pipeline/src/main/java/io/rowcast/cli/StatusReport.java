package io.rowcast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What status pages say, for a person; rates are those between two looks at the same processes. */
final class StatusReport {
    private static final Set<String> NO_PARTS = Set.of("url", "pipeline", StatusPages.ERROR);

    private final List<JsonNode> before;
    private final List<JsonNode> now;
    private final double seconds;
    private final List<String> lines = new ArrayList<>();

    StatusReport(List<JsonNode> before, List<JsonNode> now, double seconds) {
        this.before = before;
        this.now = now;
        this.seconds = seconds;
    }

    /** Whether every process answers, and every part does its work. */
    boolean good() {
        return now.stream()
                .allMatch(page -> !page.has(StatusPages.ERROR)
                        && page.properties().stream()
                                .filter(part -> !NO_PARTS.contains(part.getKey()))
                                .allMatch(part -> state(part.getValue()).equals("OK")));
    }

    private static String state(JsonNode part) {
        return part.path("health").path("state").asText();
    }

    String text() {
        lines.clear();
        for (int i = 0; i < now.size(); i++) {
            process(before.get(i), now.get(i));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private void process(JsonNode earlier, JsonNode page) {
        if (page.has(StatusPages.ERROR)) {
            line(
                    "%s: %s",
                    page.path("url").asText(), page.path(StatusPages.ERROR).asText());
            return;
        }
        line("%s, %s", page.path("pipeline").asText(), page.path("url").asText());
        for (Map.Entry<String, JsonNode> part : page.properties()) {
            if (!NO_PARTS.contains(part.getKey())) {
                part(part.getKey(), earlier.path(part.getKey()), part.getValue());
            }
        }
    }

    private void part(String name, JsonNode earlier, JsonNode part) {
        String detail = part.path("health").path("detail").asText();
        line("  %-8s %s%s", name, state(part), detail.isEmpty() ? "" : ": " + detail);
        if (part.has("role")) {
            reader(earlier, part);
        }
        if (part.has("offsets")) {
            writer(earlier, part);
        }
    }

    private void reader(JsonNode earlier, JsonNode part) {
        line(
                "    %s, %,d rows, %,.0f rows/s, %d restarts",
                part.path("role").asText(),
                part.path("rows").asLong(),
                rate(earlier, part, "rows"),
                part.path("restarts").asLong());
        if (part.has("position")) {
            line("    position %s", part.path("position").asText());
        }
        if (part.has("lagSeconds")) {
            line(
                    "    %.1f s behind MySQL%s",
                    part.path("lagSeconds").asDouble(),
                    part.has("binlogBehindBytes")
                            ? String.format(
                                    Locale.ROOT,
                                    ", %,d bytes of binlog",
                                    part.path("binlogBehindBytes").asLong())
                            : "");
        }
        snapshot(part.path("snapshot"));
        error(part);
    }

    private void snapshot(JsonNode snapshot) {
        if (!snapshot.path("running").asBoolean()) {
            return;
        }
        long rows = snapshot.path("rows").asLong();
        long expected = snapshot.path("expectedRows").asLong();
        line(
                "    snapshot: %,d rows of %d of %d tables%s%s",
                rows,
                snapshot.path("tablesBegun").asInt(),
                snapshot.path("tables").asInt(),
                expected > 0 ? ", about " + Math.min(100, rows * 100 / expected) + " %" : "",
                snapshot.has("secondsLeft")
                        ? ", " + left(snapshot.path("secondsLeft").asLong()) + " left"
                        : "");
    }

    private static String left(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    private void writer(JsonNode earlier, JsonNode part) {
        line(
                "    %,d records behind Kafka; commit to visible p50 %.1f ms, p99 %.1f ms",
                part.path("lagRecords").asLong(),
                part.path("commitToVisibleP50Millis").asDouble(),
                part.path("commitToVisibleP99Millis").asDouble());
        line(
                "    rewinds %d, fenced %d, Redis outages %d, dead letters waiting %d",
                part.path("rewinds").asLong(),
                part.path("fenced").asLong(),
                part.path("redisOutages").asLong(),
                part.path("deadLettersWaiting").asLong());
        part.path("stopped")
                .properties()
                .forEach(place -> line(
                        "    stands still: %s: %s",
                        place.getKey(), place.getValue().asText(place.getValue().toString())));
        error(part);
        JsonNode tables = part.path("tables");
        if (!tables.isEmpty()) {
            line("    %-32s %14s %10s %10s %9s %13s", "table", "rows", "rows/s", "behind", "lag", "dead letters");
            tables.properties()
                    .forEach(table ->
                            table(table.getKey(), earlier.path("tables").path(table.getKey()), table.getValue()));
        }
    }

    private void table(String name, JsonNode earlier, JsonNode table) {
        line(
                "    %-32s %,14d %,10.0f %,10d %7.1f s %,13d",
                name,
                table.path("rows").asLong(),
                rate(earlier, table, "rows"),
                table.path("lagRecords").asLong(),
                table.path("lagSeconds").asDouble(),
                table.path("deadLettersWaiting").asLong());
    }

    private void error(JsonNode part) {
        if (part.has("lastError")) {
            line("    last error: %s", part.path("lastError").asText());
        }
    }

    private double rate(JsonNode earlier, JsonNode later, String field) {
        long began = earlier.path(field).asLong(later.path(field).asLong());
        return Math.max(0, later.path(field).asLong() - began) / seconds;
    }

    private void line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }
}

package io.rowcast.benchmark.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, as it comes, as a table with a chart, and as JSON. */
final class Report {
    private static final int BAR = 20;

    private final List<Figure> figures = new ArrayList<>();
    private final String command;
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    Report(String command) {
        this.command = command;
    }

    void add(Figure figure) {
        figures.add(figure);
        System.out.println("  " + line(figure));
    }

    /** What is being done. */
    void says(String text) {
        System.out.println(text);
    }

    /** How many of the targets were reached, and which were not. */
    String verdict() {
        List<Figure> aimed =
                figures.stream().filter(figure -> figure.target() != null).toList();
        List<String> missed = aimed.stream()
                .filter(figure -> !figure.met())
                .map(figure -> figure.section() + ", " + figure.name())
                .toList();
        return (aimed.size() - missed.size()) + " of " + aimed.size() + " targets met"
                + (missed.isEmpty() ? "" : "; not: " + String.join("; ", missed));
    }

    private static String line(Figure figure) {
        String limit = figure.limit() == null
                ? ""
                : " (" + figure.limit().name() + ": "
                        + Numbers.text(figure.limit().value()) + ")";
        return figure.section() + ", " + figure.name() + ": " + Numbers.text(figure.value()) + " " + figure.unit()
                + limit;
    }

    /** Markdown, so that it can be pasted where people read it. */
    String table() {
        StringBuilder text = new StringBuilder(machine()
                + "\n\n| | measured | limit in the same run | ratio | | target | |\n|---|---:|---|---:|---|---|---|\n");
        for (Figure figure : figures) {
            text.append("| ").append(figure.section()).append(", ").append(figure.name());
            text.append(" | ").append(Numbers.text(figure.value())).append(' ').append(figure.unit());
            text.append(" | ").append(limit(figure)).append(" | ").append(ratio(figure));
            text.append(" | ")
                    .append(bar(figure))
                    .append(" | ")
                    .append(target(figure))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String limit(Figure figure) {
        return figure.limit() == null
                ? ""
                : figure.limit().name() + ": " + Numbers.text(figure.limit().value());
    }

    private static String ratio(Figure figure) {
        return figure.limit() == null ? "" : Numbers.text(figure.ratio());
    }

    private static String target(Figure figure) {
        return figure.target() == null ? " | " : figure.target() + " | " + (figure.met() ? "met" : "not met");
    }

    /** The ratio to the limit; a whole bar is the limit itself. */
    private static String bar(Figure figure) {
        if (figure.limit() == null) {
            return "";
        }
        int filled = (int) Math.round(Math.min(1, figure.ratio()) * BAR);
        return "█".repeat(filled) + "░".repeat(BAR - filled);
    }

    private String machine() {
        return "%s, `%s`, %d cores, %s, Java %s".formatted(began, command, Lab.cores(), Lab.processor(), Lab.java());
    }

    /** Writes the table and the figures into the folder. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("bench.md"), table());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("began", began.toString());
        all.put("command", command);
        all.put("cores", Lab.cores());
        all.put("processor", Lab.processor());
        all.put("java", Lab.java());
        all.put("figures", figures);
        Files.write(
                folder.resolve("bench.json"),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
    }
}

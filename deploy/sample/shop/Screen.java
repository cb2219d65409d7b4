package shop;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import shop.Step.Look;
import shop.Step.Sight;

/** Shows a person what changed in MySQL and what it became in Redis. */
final class Screen {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int SQL_WIDTH = 150;
    private static final int DIFFERENCES_SHOWN = 20;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final boolean color;

    Screen(boolean color) {
        this.color = color;
    }

    /** One transaction, and each place in Redis as it was and as it is now. */
    void step(Step step, List<String> before, List<String> after, Duration latency, boolean arrived) {
        StringBuilder text = new StringBuilder();
        String lead = LocalTime.now().format(TIME);
        for (String sql : step.sql()) {
            text.append(dim(lead)).append("  ").append(bold(shortened(sql))).append('\n');
            lead = " ".repeat(lead.length());
        }
        for (int i = 0; i < step.sights().size(); i++) {
            Sight sight = step.sights().get(i);
            text.append("            ").append(line(sight, before.get(i), after.get(i))).append('\n');
        }
        String verdict = arrived
                ? paint("32", "visible in Redis " + milliseconds(latency) + " after the commit")
                : paint("31", "not all of it visible after " + latency.toSeconds() + " s");
        out.println(text + "            " + verdict + "\n");
    }

    /** How many transactions so far, and how long those that were looked at took to become visible. */
    void summary(int transactions, List<Duration> latencies) {
        if (latencies.isEmpty()) {
            out.println(transactions + " transactions written");
            return;
        }
        List<Duration> sorted = latencies.stream().sorted().toList();
        out.println("%,d transactions written; of %d looked at, commit to visible: median %s, 99%% %s, longest %s%n"
                .formatted(
                        transactions,
                        sorted.size(),
                        milliseconds(sorted.get(sorted.size() / 2)),
                        milliseconds(sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1)),
                        milliseconds(sorted.get(sorted.size() - 1))));
    }

    /** The first time that Redis holds all that MySQL held when it began. */
    void arrived(Comparison comparison) {
        out.println("%,d Redis keys with %,d values hold what MySQL holds. Now the shop writes; about one change a second is shown.%n"
                .formatted(comparison.keys(), comparison.values()));
    }

    /** What was compared, per output, and what differs. */
    void report(Comparison comparison) {
        out.println("%-32s %-7s %8s %8s".formatted("Redis keys", "type", "keys", "values"));
        comparison.counts().forEach((output, count) -> out.println(
                "%-32s %-7s %,8d %,8d".formatted(output.key(), output.kind().redisType(), count[0], count[1])));
        out.println("%-40s %,8d %,8d".formatted("compared with MySQL, by SQL", comparison.keys(), comparison.values()));
        List<String> differences = comparison.differences();
        out.println(comparison.equal() ? paint("32", "all equal") : paint("31", differences.size() + " keys differ:"));
        differences.stream().limit(DIFFERENCES_SHOWN).forEach(line -> out.println("  " + line));
    }

    private String line(Sight sight, String before, String after) {
        String place = sight.key() + (sight.look() == Look.FIELD ? " " + sight.member() : "");
        return switch (sight.look()) {
            case MEMBER -> "%-44s %s".formatted(place, after == null ? "− " + sight.member() : "+ " + sight.member());
            case SCORE -> "%-44s %s".formatted(place, sight.member() + " at " + change(before, after));
            case ELEMENT -> "%-44s %s".formatted(place, after + " at its end");
            case FIELD, STRING -> "%-44s %s".formatted(place, change(before, after));
        };
    }

    private String change(String before, String after) {
        String now = after == null ? "–" : after;
        return Objects.equals(before, after) ? now : dim((before == null ? "–" : before) + " → ") + now;
    }

    private static String shortened(String sql) {
        return sql.length() <= SQL_WIDTH ? sql : sql.substring(0, SQL_WIDTH - 1) + "…";
    }

    private static String milliseconds(Duration duration) {
        return "%.1f ms".formatted(duration.toNanos() / 1e6);
    }

    private String bold(String text) {
        return paint("1", text);
    }

    private String dim(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}

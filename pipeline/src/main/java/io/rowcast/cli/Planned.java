package io.rowcast.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the mapping files of now mean for a Redis that others wrote.
 *
 * @param obstacle why nothing of it will be done by itself; empty when it will be
 * @param tables those for which there is something to be done
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Planned(String obstacle, List<Table> tables) {
    /**
     * One table.
     *
     * @param stage new, planned or under_way
     * @param rows about how many it has, as MySQL guesses: so many keys each output has, if it has one for each row
     * @param sweeps patterns of keys that will be removed
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Table(
            String table,
            String stage,
            long rows,
            List<String> added,
            List<String> changed,
            List<String> removed,
            List<String> sweeps,
            List<String> notes) {}

    public Planned {
        tables = List.copyOf(tables);
    }

    public boolean isNothing() {
        return tables.isEmpty();
    }

    public String json() {
        return PrettyJson.of(this);
    }

    public String report() {
        if (!obstacle.isEmpty()) {
            return obstacle;
        }
        if (tables.isEmpty()) {
            return "nothing to do: Redis was written by these mapping files";
        }
        List<String> lines = new ArrayList<>();
        tables.forEach(table -> table(table, lines));
        lines.add(
                "Writers that are started with these files do this while rows change. To see how far they are: rowcast status");
        return String.join(System.lineSeparator(), lines);
    }

    private static void table(Table table, List<String> lines) {
        lines.add(String.format(Locale.ROOT, "%s, about %,d rows%s", table.table(), table.rows(), stage(table)));
        table.added().forEach(output -> lines.add("  + fill     " + output));
        table.changed().forEach(output -> lines.add("  ~ rewrite  " + output));
        table.removed().forEach(output -> lines.add("  - gone     " + output));
        table.sweeps().forEach(pattern -> lines.add("    sweep    " + pattern));
        table.notes().forEach(note -> lines.add("    note     " + note));
    }

    private static String stage(Table table) {
        return switch (table.stage()) {
            case "new" -> ": a new table, which the reader reads as a whole when it starts";
            case "under_way" -> ": being rolled out";
            default -> "";
        };
    }
}

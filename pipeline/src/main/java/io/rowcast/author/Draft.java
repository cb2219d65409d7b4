package io.rowcast.author;

import io.rowcast.author.References.Reference;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.TableOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The text of a first mapping file for a table: what is sure to be of use, and suggestions to take the # away from. */
final class Draft {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}][\\p{L}\\p{N}_.:{}()*/-]*");
    /** Columns that a placeholder can name. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$ -]*");

    private static final Pattern GROUP = Pattern.compile("status|state|type|kind|category|country|city");

    private final TableOutline table;
    private final KeyNames names;
    private final StringBuilder text = new StringBuilder();
    private final List<String> suggestions = new ArrayList<>();

    private Draft(TableOutline table, KeyNames names) {
        this.table = table;
        this.names = names;
    }

    static String of(TableOutline table, KeyNames names, List<Reference> references) {
        return new Draft(table, names).write(references);
    }

    private String write(List<Reference> references) {
        line("# yaml-language-server: $schema=mapping.schema.json");
        line("# " + table.table() + (table.comment().isEmpty() ? "" : ": " + oneLine(table.comment())));
        line("# A first draft by 'rowcast init'. 'rowcast validate' checks it, 'rowcast explain' shows what it does.");
        line("table: " + quoted(table.table().toString()));
        line("redis:");
        if (key().isEmpty() || !named(key())) {
            keyless();
        } else {
            row();
            table.unique().forEach(this::lookup);
            references.forEach(this::children);
            rankings();
            counters();
        }
        suggest();
        return text.toString();
    }

    private void row() {
        line("  # Each row, with all its columns; 'fields: [...]' would name some. NULL columns are left out.");
        int width = 2
                + table.types().keySet().stream().mapToInt(String::length).max().orElse(0);
        table.types().forEach((column, type) -> {
            String comment = table.comments().getOrDefault(column, "");
            line("  #   " + column + " ".repeat(width - column.length()) + type
                    + (comment.isEmpty() ? "" : "  " + oneLine(comment)));
        });
        line("  - hash: " + quoted(names.row(key())));
    }

    private void lookup(List<String> columns) {
        if (!named(columns) || columns.equals(key())) {
            return;
        }
        String what = String.join(" and ", columns);
        if (columns.stream().filter(this::isText).count() > 0 && columns.size() > 1) {
            suggestions.add("The row with a given " + what + "; mind that 'a:b' and 'c' read as 'a' and 'b:c' do.\n"
                    + "- string: " + quoted(names.group("by", columns)) + "\n  value: " + quoted(member(List.of())));
            return;
        }
        line("");
        line("  # The row with a given " + what
                + ", which is unique. Rows can hand it on to each other, so their order counts:");
        line("  # the topic of the table gets one partition.");
        line("  - string: " + quoted(names.group("by", columns)));
        line("    value: " + quoted(member(List.of())));
    }

    private void children(Reference reference) {
        List<String> columns = reference.key().columns();
        if (!named(columns) || columns.containsAll(key())) {
            return;
        }
        String parent = reference.key().parent().table();
        line("");
        String why = String.join(", ", columns)
                + (reference.declared() ? " is a foreign key" : " has its name, though no foreign key says so");
        line("  # The " + table.table().table() + " of each row of " + parent + ": " + why + ".");
        line("  - set: " + quoted(names.group("of", columns)));
        line("    member: " + quoted(member(columns)));
    }

    private void rankings() {
        for (Column column : others()) {
            String score = switch (column.type()) {
                case DATETIME -> "int(timestamp(" + column.name() + " + 'Z'))";
                case TIMESTAMP -> "int(timestamp(" + column.name() + "))";
                case DECIMAL, FLOATING -> column.name();
                default -> "";
            };
            if (!score.isEmpty() && column.name().matches("\\w+")) {
                suggestions.add("All rows, ranked by " + column.name() + ".\n- zset: "
                        + quoted(names.whole("ranked-by-" + column.name())) + "\n  member: " + quoted(member(List.of()))
                        + "\n  score: " + quoted(score));
            }
        }
    }

    private void counters() {
        for (Column column : others()) {
            String type = table.types().getOrDefault(column.name(), "");
            if (type.startsWith("enum")
                    || type.equals("tinyint(1)")
                    || GROUP.matcher(column.name()).matches()) {
                suggestions.add("How many rows there are of each " + column.name() + ".\n- counter: "
                        + quoted(names.whole("count-by-" + column.name())) + "\n  field: "
                        + quoted("{" + column.name() + "}"));
            } else if (column.type() == ColumnType.DECIMAL) {
                suggestions.add("The exact sum of " + column.name() + " over all rows.\n- counter: "
                        + quoted(names.whole("sum-of-" + column.name())) + "\n  sum: " + quoted(column.name()));
            }
        }
    }

    private void keyless() {
        line(
                "  # The table has no primary key, nor a unique index over columns that are NOT NULL: its rows cannot be found again,");
        line("  # only counted. 'key_columns: [...]' above 'redis:' names columns that tell its rows apart.");
        line("  - counter: " + quoted(names.whole("count")));
    }

    private void suggest() {
        if (!suggestions.isEmpty()) {
            line("");
            line("  # More that could be of use; take the # away:");
            suggestions.forEach(suggestion -> {
                line("  #");
                String[] lines = suggestion.split("\n");
                line("  # # " + lines[0]);
                for (int i = 1; i < lines.length; i++) {
                    line("  # " + lines[i]);
                }
            });
        }
    }

    /** Columns that are not part of the key, and no reference to another table. */
    private List<Column> others() {
        return table.schema().columns().stream()
                .filter(column -> !key().contains(column.name()) && named(List.of(column.name())))
                .toList();
    }

    private List<String> key() {
        return table.schema().primaryKey();
    }

    private static boolean named(List<String> columns) {
        return columns.stream().allMatch(column -> NAME.matcher(column).matches());
    }

    private boolean isText(String column) {
        return table.schema()
                .column(column)
                .filter(each -> each.type() == ColumnType.TEXT)
                .isPresent();
    }

    /** The key of a row, without the columns that its group names already. */
    private String member(List<String> without) {
        List<String> columns =
                key().stream().filter(column -> !without.contains(column)).toList();
        return KeyNames.placeholders(columns).substring(1);
    }

    private static String quoted(String scalar) {
        return PLAIN.matcher(scalar).matches()
                ? scalar
                : "\"" + scalar.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String oneLine(String comment) {
        return comment.replaceAll("\\s+", " ").strip();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}

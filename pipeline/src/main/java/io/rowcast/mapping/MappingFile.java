package io.rowcast.mapping;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.config.Problem;
import io.rowcast.model.Feature;
import io.rowcast.model.TableId;
import io.rowcast.model.TablePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A mapping file as written: its keys are right, but no name in it is compared with a table yet. */
public final class MappingFile {
    static final List<String> KEYS = List.of("table", "key_columns", "when", "let", "redis");

    /**
     * Something that the server must be able to do.
     *
     * @param path of the output in {@code file} that needs it
     */
    public record Need(Feature feature, String file, String path) {}

    private final String file;
    private final List<TablePattern> tables;
    private final List<String> keyColumns;
    private final Optional<String> when;
    private final Map<String, String> lets;
    private final List<WrittenOutput> outputs;

    private MappingFile(
            String file,
            List<TablePattern> tables,
            List<String> keyColumns,
            Optional<String> when,
            Map<String, String> lets,
            List<WrittenOutput> outputs) {
        this.file = file;
        this.tables = List.copyOf(tables);
        this.keyColumns = List.copyOf(keyColumns);
        this.when = when;
        this.lets = lets;
        this.outputs = List.copyOf(outputs);
    }

    /**
     * Reads mapping files.
     *
     * @throws InvalidConfigException with the problems of all files
     */
    public static List<MappingFile> parse(List<MappingText> texts) {
        List<Problem> found = new ArrayList<>();
        List<MappingFile> files = parse(texts, found);
        if (!found.isEmpty()) {
            throw new InvalidConfigException(found);
        }
        return files;
    }

    /**
     * Reads mapping files as far as they can be read, so that more can be found out of them.
     *
     * @param found takes the problems of all files
     */
    public static List<MappingFile> parse(List<MappingText> texts, List<Problem> found) {
        List<MappingFile> files = new ArrayList<>();
        Map<TablePattern, String> tables = new HashMap<>();
        for (MappingText text : texts) {
            Problems problems = new Problems(text.file(), found);
            YamlReader.read(text.text(), problems)
                    .flatMap(node -> of(node, problems))
                    .ifPresent(file -> {
                        file.tables.forEach(table -> {
                            String earlier = tables.putIfAbsent(table, file.file);
                            if (earlier != null) {
                                problems.add(
                                        "table",
                                        "found " + table + " again, which " + earlier
                                                + " maps already; expected one file for a table");
                            }
                        });
                        files.add(file);
                    });
        }
        return files;
    }

    /** What the server must be able to do for the outputs. */
    public List<Need> needs() {
        List<Need> needs = new ArrayList<>();
        for (WrittenOutput output : outputs) {
            output.kind().needs().forEach(feature -> needs.add(new Need(feature, file, output.path())));
        }
        return needs;
    }

    private static Optional<MappingFile> of(YamlNode node, Problems problems) {
        if (!(node instanceof YamlNode.Keys keys)) {
            problems.add("", "found " + node.kind() + "; expected the keys " + String.join(", ", KEYS));
            return Optional.empty();
        }
        keys.values().keySet().stream()
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> problems.add(
                        key,
                        "found the unknown key '" + key + "'; expected " + String.join(", ", KEYS)
                                + Closest.hint(key, KEYS)));
        Optional<String> when =
                Optional.ofNullable(keys.values().get("when")).flatMap(value -> text(value, "when", problems));
        Map<String, String> lets = lets(keys.values().get("let"), problems);
        List<WrittenOutput> outputs = outputs(keys.values().get("redis"), problems);
        List<String> keyColumns = keys.values().containsKey("key_columns")
                ? texts(keys.values().get("key_columns"), "key_columns", "columns that identify a row", problems)
                : List.of();
        List<TablePattern> tables = tables(keys.values().get("table"), problems);
        return tables.isEmpty()
                ? Optional.empty()
                : Optional.of(new MappingFile(problems.file(), tables, keyColumns, when, lets, outputs));
    }

    private static List<TablePattern> tables(@Nullable YamlNode node, Problems problems) {
        List<TablePattern> tables = new ArrayList<>();
        for (String text : texts(node, "table", "a table like shop.customers, or shop.orders_*", problems)) {
            try {
                tables.add(new TablePattern(text));
            } catch (IllegalArgumentException e) {
                problems.add("table", "found '" + text + "'; expected a table like shop.customers, or shop.orders_*");
            }
        }
        return tables;
    }

    /** One text, or a list of them. */
    private static List<String> texts(@Nullable YamlNode node, String path, String expected, Problems problems) {
        if (node instanceof YamlNode.Scalar scalar) {
            return List.of(scalar.text());
        }
        List<String> texts = new ArrayList<>();
        if (node instanceof YamlNode.Sequence list) {
            list.items().stream()
                    .flatMap(item -> item instanceof YamlNode.Scalar scalar ? Stream.of(scalar.text()) : Stream.of())
                    .forEach(texts::add);
            if (texts.size() == list.items().size() && !texts.isEmpty()) {
                return texts;
            }
        }
        problems.add(path, "found " + (node == null ? "nothing" : node.kind()) + "; expected " + expected);
        return List.of();
    }

    private static Map<String, String> lets(@Nullable YamlNode node, Problems problems) {
        Map<String, String> lets = new LinkedHashMap<>();
        if (node instanceof YamlNode.Keys keys) {
            keys.values()
                    .forEach((name, value) ->
                            text(value, "let." + name, problems).ifPresent(source -> lets.put(name, source)));
        } else if (node != null) {
            problems.add("let", "found " + node.kind() + "; expected names with an expression each");
        }
        return lets;
    }

    private static List<WrittenOutput> outputs(@Nullable YamlNode node, Problems problems) {
        List<WrittenOutput> outputs = new ArrayList<>();
        if (node instanceof YamlNode.Sequence list && !list.items().isEmpty()) {
            for (int i = 0; i < list.items().size(); i++) {
                WrittenOutput.read(list.items().get(i), "redis[" + i + "]", problems)
                        .ifPresent(outputs::add);
            }
        } else {
            String found = node == null ? "nothing" : node.kind();
            problems.add(
                    "redis",
                    "found " + found + "; expected a list of outputs, of " + String.join(", ", OutputKind.names()));
        }
        return outputs;
    }

    private static Optional<String> text(YamlNode node, String path, Problems problems) {
        if (node instanceof YamlNode.Scalar scalar) {
            return Optional.of(scalar.text());
        }
        problems.add(path, "found " + node.kind() + "; expected an expression");
        return Optional.empty();
    }

    /** The file's name, as the user knows it. */
    public String file() {
        return file;
    }

    /** The tables whose rows it maps. */
    public List<TablePattern> tables() {
        return tables;
    }

    /** The columns that identify a row of a table that has no key of its own; empty when nothing is said of that. */
    public List<String> keyColumns() {
        return keyColumns;
    }

    /** What it says of one of its tables, as the text of a file that maps this table only, whatever else was in it. */
    public String text(TableId table) {
        return WrittenText.of(this, table);
    }

    /** The file that maps the table: the one that names it, or else the one with a pattern that it matches. */
    public static Optional<MappingFile> of(List<MappingFile> files, TableId table) {
        return files.stream()
                .filter(file -> file.names(table))
                .findFirst()
                .or(() -> files.stream().filter(file -> file.matches(table)).findFirst());
    }

    private boolean names(TableId table) {
        return tables.stream().anyMatch(pattern -> !pattern.isGlob() && pattern.matches(table));
    }

    private boolean matches(TableId table) {
        return tables.stream().anyMatch(pattern -> pattern.matches(table));
    }

    Optional<String> when() {
        return when;
    }

    Map<String, String> lets() {
        return lets;
    }

    List<WrittenOutput> outputs() {
        return outputs;
    }
}

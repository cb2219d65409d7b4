package io.rowcast.mapping;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.config.Problem;
import io.rowcast.model.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mapping file as written: its keys are right, but no name in it is compared with a table yet. */
public final class MappingFile {
    private static final List<String> KEYS = List.of("table", "when", "let", "redis");

    private final String file;
    private final TableId table;
    private final Optional<String> when;
    private final Map<String, String> lets;
    private final List<WrittenOutput> outputs;

    private MappingFile(
            String file, TableId table, Optional<String> when, Map<String, String> lets, List<WrittenOutput> outputs) {
        this.file = file;
        this.table = table;
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
        List<MappingFile> files = new ArrayList<>();
        Map<TableId, String> tables = new HashMap<>();
        for (MappingText text : texts) {
            Problems problems = new Problems(text.file(), found);
            YamlReader.read(text.text(), problems)
                    .flatMap(node -> of(node, problems))
                    .ifPresent(file -> {
                        String earlier = tables.putIfAbsent(file.table, file.file);
                        if (earlier != null) {
                            problems.add(
                                    "table",
                                    "found " + file.table + " again, which " + earlier
                                            + " maps already; expected one file for a table");
                        }
                        files.add(file);
                    });
        }
        if (!found.isEmpty()) {
            throw new InvalidConfigException(found);
        }
        return files;
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
        return table(keys.values().get("table"), problems)
                .map(table -> new MappingFile(problems.file(), table, when, lets, outputs));
    }

    private static Optional<TableId> table(@Nullable YamlNode node, Problems problems) {
        String text = node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
        try {
            if (text.indexOf('*') < 0) {
                return Optional.of(TableId.parse(text));
            }
        } catch (IllegalArgumentException e) {
            // told below, with what was found
        }
        String found = node == null ? "nothing" : node.kind();
        problems.add("table", "found " + found + "; expected one table, like shop.customers");
        return Optional.empty();
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

    /** The table whose rows it maps. */
    public TableId table() {
        return table;
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

package io.rowcast.author;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.config.MappingTexts;
import io.rowcast.config.Problem;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.model.TablePattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of cases, {@code customers.test.yml}, for the mapping beside it, {@code customers.yml}. */
public record CaseFile(String file, List<Case> cases) {
    private static final TableId NONE = new TableId("no", "table");
    private static final List<String> KEYS = List.of("mapping", "table", "columns", "primary_key", "row", "cases");

    /**
     * Reads the cases and compiles their mapping for the table that the file describes.
     *
     * @throws InvalidConfigException with all problems of the file, or of its mapping
     */
    public static CaseFile read(MappingText text) {
        List<Problem> problems = new ArrayList<>();
        JsonNode root = WrittenYaml.parse(text);
        root.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                problems.add(
                        new Problem(text.file(), key, "found an unknown key; expected " + String.join(", ", KEYS)));
            }
        });
        List<MappingFile> mappings = MappingFile.parse(MappingTexts.read(mapping(text, root)));
        WrittenTable table = WrittenTable.read(
                root,
                table(root, mappings.get(0), problems, text.file()),
                (path, message) -> problems.add(new Problem(text.file(), path, message)));
        refuse(problems);
        Mapping mapping = MappingCompiler.compileOne(mappings, table.schema());
        WrittenTable keyed = new WrittenTable(mapping.schema(), table.types());
        List<Case> cases = new ArrayList<>();
        root.path("cases").properties().forEach(written -> {
            CaseReader reader = new CaseReader(text.file(), new WrittenRows(keyed, root.path("row")), problems);
            cases.add(new Case(written.getKey(), mapping, reader.steps(written.getKey(), written.getValue())));
        });
        if (cases.isEmpty()) {
            problems.add(new Problem(
                    text.file(), "cases", "found none; expected names of cases, each with a list of steps"));
        }
        refuse(problems);
        return new CaseFile(text.file(), cases);
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    private static Path mapping(MappingText text, JsonNode root) {
        Path file = Path.of(text.file());
        String name = file.getFileName().toString().replaceFirst("\\.test(\\.ya?ml)$", "$1");
        return file.resolveSibling(root.path("mapping").asText(name));
    }

    /** The one that the file names, or else the only one that the mapping is for. */
    private static TableId table(JsonNode root, MappingFile mapping, List<Problem> problems, String file) {
        List<TableId> tables = mapping.tables().stream()
                .filter(pattern -> !pattern.isGlob())
                .map(TablePattern::table)
                .toList();
        if (!root.has("table") && tables.size() == 1 && mapping.tables().size() == 1) {
            return tables.get(0);
        }
        String written = root.path("table").asText("");
        if (mapping.tables().stream()
                .noneMatch(pattern -> written.contains(".") && pattern.matches(TableId.parse(written)))) {
            problems.add(new Problem(
                    file,
                    "table",
                    "found '" + written + "'; expected a table that the mapping is for: " + mapping.tables()));
            return NONE;
        }
        return TableId.parse(written);
    }
}

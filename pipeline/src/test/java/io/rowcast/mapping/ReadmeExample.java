package io.rowcast.mapping;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rowcast.config.MappingText;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.ColumnTypes;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An example of {@code mappings/README.md}: YAML blocks with mapping files, and behind them an SQL block with statements,
 * each followed by the Redis commands it causes, as comments. The tables are what SQL blocks with CREATE TABLE say.
 */
record ReadmeExample(List<String> mappings, String sql, Map<TableId, TableSchema> tables) {
    /** When MySQL commits the statements. */
    static final Instant COMMITTED = Instant.parse("2026-01-31T12:00:00Z");

    private static final Path README = Path.of("..", "mappings", "README.md");
    private static final Pattern BLOCK =
            Pattern.compile("^```(yaml|sql)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CREATE = Pattern.compile("CREATE TABLE (\\S+) \\((.*?)\\n\\);", Pattern.DOTALL);
    private static final Pattern COLUMN =
            Pattern.compile("^ +(\\w+) +(\\w+)(\\([^)]*\\))?([^\\n]*?),?$", Pattern.MULTILINE);
    private static final Pattern PRIMARY_KEY = Pattern.compile("^ +PRIMARY KEY \\((.*)\\)$", Pattern.MULTILINE);
    private static final Pattern STATEMENT = Pattern.compile(
            "(INSERT INTO|UPDATE|DELETE FROM) (\\S+?)(?: SET (.*?))?(?: WHERE id = (\\d+))?;\\n((?:--[^\\n]*\\n)*)",
            Pattern.DOTALL);
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+) = ('[^']*'|NULL|[-+.\\w]+)");

    /** One statement, the mapping of its table, the change it makes, and the commands that stand behind it. */
    record Step(String sql, Mapping mapping, RowChange change, List<String> expected) {}

    static List<ReadmeExample> all() throws IOException {
        Map<TableId, TableSchema> tables = new HashMap<>();
        List<ReadmeExample> examples = new ArrayList<>();
        List<String> mappings = new ArrayList<>();
        for (MatchResult block :
                BLOCK.matcher(Files.readString(README)).results().toList()) {
            if (block.group(1).equals("yaml") && !block.group(2).startsWith("table:")) {
                mappings.clear(); // the mapping before is there for the cases of this file, which have a test of their
                // own
            } else if (block.group(1).equals("yaml")) {
                mappings.add(block.group(2));
            } else if (block.group(2).startsWith("CREATE TABLE")) {
                CREATE.matcher(block.group(2))
                        .results()
                        .map(ReadmeExample::table)
                        .forEach(table -> tables.put(table.table(), table));
            } else {
                examples.add(new ReadmeExample(List.copyOf(mappings), block.group(2), tables));
                mappings.clear();
            }
        }
        if (!mappings.isEmpty()) {
            throw new IllegalArgumentException("a mapping without an example of what it does: " + mappings);
        }
        return examples;
    }

    private static TableSchema table(MatchResult create) {
        List<Column> columns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        for (MatchResult column : COLUMN.matcher(create.group(2)).results().toList()) {
            String name = column.group(1);
            String rest = column.group(4).toUpperCase(Locale.ROOT);
            if (!name.equals("PRIMARY")) {
                boolean nullable = !rest.contains("NOT NULL") && !rest.contains("PRIMARY KEY");
                columns.add(new Column(name, ColumnTypes.of(column.group(2), column.group(2) + rest, 0), nullable));
            }
            if (rest.contains("PRIMARY KEY")) {
                key.add(name);
            }
        }
        Matcher primaryKey = PRIMARY_KEY.matcher(create.group(2));
        if (primaryKey.find()) {
            key.addAll(List.of(primaryKey.group(1).split(", ")));
        }
        return new TableSchema(TableId.parse(create.group(1)), columns, key);
    }

    /** The files, compiled; by table. */
    private Map<TableId, Mapping> compile() {
        List<MappingText> files = new ArrayList<>();
        mappings.forEach(text -> files.add(new MappingText("example" + files.size() + ".yml", text)));
        Map<TableId, Mapping> compiled = new HashMap<>();
        MappingCompiler.compile(MappingFile.parse(files), tables)
                .forEach(mapping -> compiled.put(mapping.table(), mapping));
        return compiled;
    }

    /** The kinds of output in the files. */
    Stream<OutputKind> kinds() {
        return mappings.stream()
                .flatMap(String::lines)
                .map(line -> line.strip().replaceFirst("^- ", "").replaceFirst(":.*", ""))
                .flatMap(word -> OutputKind.named(word).stream());
    }

    List<Step> steps() {
        Map<TableId, Mapping> compiled = compile();
        List<Step> steps = new ArrayList<>();
        Map<String, Row> rows = new HashMap<>();
        Matcher statement = STATEMENT.matcher(sql);
        int end = 0;
        while (statement.find()) {
            if (!sql.substring(end, statement.start()).isBlank()) {
                throw new IllegalArgumentException("not a statement: " + sql.substring(end, statement.start()));
            }
            end = statement.end();
            Mapping mapping = compiled.get(TableId.parse(statement.group(2)));
            if (mapping == null) {
                throw new IllegalArgumentException("no mapping of " + statement.group(2));
            }
            steps.add(step(statement, mapping, rows));
        }
        if (end != sql.length() || steps.isEmpty()) {
            throw new IllegalArgumentException("not a statement: " + sql.substring(end));
        }
        return steps;
    }

    private static Step step(Matcher statement, Mapping mapping, Map<String, Row> rows) {
        TableSchema schema = mapping.schema();
        ObjectNode step = new ObjectMapper().createObjectNode();
        boolean delete = statement.group(1).startsWith("DELETE");
        ObjectNode values = step.putObject(delete ? "delete" : "values");
        if (statement.group(3) != null) {
            ASSIGNMENT
                    .matcher(statement.group(3))
                    .results()
                    .forEach(value -> assign(values, schema, value.group(1), value.group(2)));
        }
        boolean insert = statement.group(1).startsWith("INSERT");
        String row = schema.table() + " "
                + (insert ? values.path("id").asText() : Objects.requireNonNullElse(statement.group(4), ""));
        Row before = insert ? null : rows.get(row);
        Row after = MappingCase.next(before, step, schema);
        rows.put(row, after);
        List<String> expected = statement
                .group(5)
                .lines()
                .map(line -> line.substring(2).strip())
                .toList();
        return new Step(
                statement.group(), mapping, new RowChange(schema.table(), before, after, COMMITTED, false), expected);
    }

    private static void assign(ObjectNode values, TableSchema schema, String name, String sql) {
        Column column = schema.column(name)
                .orElseThrow(() -> new IllegalArgumentException(schema.table() + " has no column " + name));
        if (sql.equals("NULL")) {
            values.putNull(name);
        } else if (sql.startsWith("'")) {
            values.put(name, sql.substring(1, sql.length() - 1));
        } else if (column.type() == ColumnType.DECIMAL) {
            values.put(name, sql);
        } else {
            values.put(name, new BigDecimal(sql));
        }
    }

    @Override
    public String toString() {
        return mappings.get(mappings.size() - 1)
                .lines()
                .filter(line -> line.startsWith("  - "))
                .findFirst()
                .orElse(sql);
    }
}

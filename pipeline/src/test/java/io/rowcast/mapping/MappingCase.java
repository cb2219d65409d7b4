package io.rowcast.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.rowcast.config.MappingText;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.Command;
import io.rowcast.model.JsonText;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowShape;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a mapping, its table, and the story of one row: {@code insert}, {@code snapshot} (a row that a snapshot
 * reads), {@code update} (only the columns that change), {@code delete} and {@code again} (the change before, once more),
 * each with the commands, or the failure, that it is to cause, and with what it is an example {@code of}.
 */
record MappingCase(String name, Mapping mapping, List<Step> steps) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** One change of the row; {@code expected} is one line for each command, or one that begins with {@code fails}. */
    record Step(String name, String of, RowChange change, List<String> expected) {}

    static List<MappingCase> all(Path folder) throws IOException {
        List<MappingCase> cases = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path each : folders.sorted().toList()) {
                cases.add(read(each));
            }
        }
        return cases;
    }

    private static MappingCase read(Path folder) throws IOException {
        TableSchema schema = schema(YAML.readTree(folder.resolve("schema.yml").toFile()));
        MappingText text = new MappingText("mapping.yml", Files.readString(folder.resolve("mapping.yml")));
        Mapping mapping = MappingCompiler.compile(MappingFile.parse(List.of(text)), Map.of(schema.table(), schema))
                .get(0);
        List<Step> steps = new ArrayList<>();
        Row row = null;
        RowChange change = null;
        for (JsonNode step : YAML.readTree(folder.resolve("changes.yml").toFile())) {
            if (change == null || !step.has("again")) {
                Row next = next(row, step, schema);
                change = new RowChange(schema.table(), row, next, Instant.EPOCH, step.has("snapshot"));
                row = next;
            }
            List<String> expected = new ArrayList<>();
            step.path("commands").forEach(command -> expected.add(command.asText()));
            if (step.has("fails")) {
                expected.add("fails " + step.get("fails").asText());
            }
            steps.add(new Step(steps.size() + 1 + " " + step, of(step), change, expected));
        }
        return new MappingCase(folder.getFileName().toString(), mapping, steps);
    }

    private static String of(JsonNode step) {
        String kind = step.fieldNames().next();
        return step.path("of").asText(kind.equals("again") ? "replay" : kind);
    }

    static List<String> run(Mapping mapping, RowChange change) {
        List<Command> commands = new ArrayList<>();
        try {
            mapping.apply(change, commands);
        } catch (UnmappableRowException e) {
            List<String> failure =
                    new ArrayList<>(commands.stream().map(Command::toString).toList());
            failure.add("fails " + e.getMessage());
            return failure;
        }
        return commands.stream().map(Command::toString).toList();
    }

    /** @param step the first member of which is the change */
    static @Nullable Row next(@Nullable Row row, JsonNode step, TableSchema schema) {
        if (step.has("delete")) {
            return null;
        }
        JsonNode given = step.elements().next();
        @Nullable Object[] values = new Object[schema.columns().size()];
        for (int i = 0; i < values.length; i++) {
            Column column = schema.columns().get(i);
            JsonNode value = given.get(column.name());
            values[i] = value != null ? value(column.type(), value) : row == null ? null : row.value(i);
        }
        return new Row(new RowShape(schema.columns().stream().map(Column::name).toList()), values);
    }

    private static @Nullable Object value(ColumnType type, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        return switch (type) {
            case INTEGER -> node.longValue();
            case UNSIGNED -> unsigned(node.bigIntegerValue());
            case FLOATING -> node.doubleValue();
            case JSON, OTHER -> new JsonText(node.isTextual() ? node.asText() : node.toString());
            case DECIMAL, TEXT, BINARY, DATE, TIME, DATETIME, TIMESTAMP -> text(node);
        };
    }

    private static Object unsigned(BigInteger value) {
        return value.bitLength() <= 63 ? (Object) value.longValueExact() : value;
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException("quote " + node + ": the column holds text");
        }
        return node.asText();
    }

    static TableSchema schema(JsonNode node) {
        List<Column> columns = new ArrayList<>();
        node.get("columns")
                .fields()
                .forEachRemaining(column ->
                        columns.add(column(column.getKey(), column.getValue().asText())));
        List<String> primaryKey = new ArrayList<>();
        node.path("primaryKey").forEach(name -> primaryKey.add(name.asText()));
        return new TableSchema(TableId.parse(node.get("table").asText()), columns, primaryKey);
    }

    /** {@code INTEGER} or, when it can be NULL, {@code INTEGER?}. */
    private static Column column(String name, String type) {
        boolean nullable = type.endsWith("?");
        return new Column(name, ColumnType.valueOf(type.replace("?", "")), nullable);
    }

    @Override
    public String toString() {
        return name;
    }
}

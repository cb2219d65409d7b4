package io.rowcast.author;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.model.Column;
import io.rowcast.model.Row;
import io.rowcast.model.RowShape;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A table as people write it, {@code columns} with their types and {@code primary_key}, and its rows. */
record WrittenTable(TableSchema schema, Map<String, WrittenType> types) {

    /** @param problem takes the path and the message of each thing wrong */
    static WrittenTable read(JsonNode node, TableId table, BiConsumer<String, String> problem) {
        Map<String, WrittenType> types = new LinkedHashMap<>();
        if (!node.path("columns").isObject() || node.path("columns").isEmpty()) {
            problem.accept("columns", "found none; expected the table's columns, like id: int unsigned");
        }
        node.path("columns").properties().forEach(column -> {
            try {
                types.put(column.getKey(), WrittenType.parse(column.getValue().asText()));
            } catch (IllegalArgumentException e) {
                problem.accept("columns." + column.getKey(), String.valueOf(e.getMessage()));
            }
        });
        List<Column> columns = new ArrayList<>();
        types.forEach((name, type) -> columns.add(new Column(name, type.type(), type.nullable())));
        return new WrittenTable(new TableSchema(table, columns, key(node, types, problem)), types);
    }

    private static List<String> key(JsonNode node, Map<String, WrittenType> types, BiConsumer<String, String> problem) {
        String written = node.has("primaryKey") ? "primaryKey" : "primary_key";
        List<String> key = new ArrayList<>();
        node.path(written).forEach(name -> key.add(name.asText()));
        key.stream()
                .filter(name -> !types.containsKey(name))
                .forEach(name -> problem.accept(
                        written, "found " + name + ", which is no column; expected columns of " + types.keySet()));
        return key;
    }

    /**
     * A row with the values that are given; the others are those of {@code before}, or NULL.
     *
     * @throws IllegalArgumentException when a value does not go with its column; says which
     */
    Row row(JsonNode given, @Nullable Row before) {
        given.fieldNames().forEachRemaining(this::known);
        @Nullable Object[] values = new Object[schema.columns().size()];
        for (int i = 0; i < values.length; i++) {
            Column column = schema.columns().get(i);
            JsonNode value = given.get(column.name());
            values[i] = value != null
                    ? WrittenValue.of(column, type(column), value)
                    : before == null ? null : before.get(column.name());
        }
        return new Row(new RowShape(schema.columns().stream().map(Column::name).toList()), values);
    }

    private WrittenType type(Column column) {
        return types.getOrDefault(
                column.name(), new WrittenType(column.type(), column.nullable(), WrittenType.AS_WRITTEN));
    }

    private void known(String name) {
        if (schema.column(name).isEmpty()) {
            throw new IllegalArgumentException("found the unknown column '" + name + "'; expected one of "
                    + String.join(
                            ", ", schema.columns().stream().map(Column::name).toList()));
        }
    }
}

package io.rowcast.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The JSON form of a {@link TableSchema} in the topic {@link TopicNames#schemas()}. */
public final class SchemaCodec {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaCodec() {}

    public static byte[] encode(TableSchema schema) {
        ObjectNode root = JSON.createObjectNode();
        root.put("table", schema.table().toString());
        var columns = root.putArray("columns");
        for (Column column : schema.columns()) {
            columns.addObject()
                    .put("name", column.name())
                    .put("type", column.type().name())
                    .put("nullable", column.nullable());
        }
        var key = root.putArray("primaryKey");
        schema.primaryKey().forEach(key::add);
        try {
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings is always JSON", e);
        }
    }

    /**
     * Reads back what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when the bytes are something else
     */
    public static TableSchema decode(byte[] bytes) {
        try {
            JsonNode root = JSON.readTree(bytes);
            List<Column> columns = new ArrayList<>();
            for (JsonNode column : root.required("columns")) {
                columns.add(new Column(
                        column.required("name").asText(),
                        ColumnType.valueOf(column.required("type").asText()),
                        column.required("nullable").asBoolean()));
            }
            List<String> key = new ArrayList<>();
            root.required("primaryKey").forEach(name -> key.add(name.asText()));
            return new TableSchema(TableId.parse(root.required("table").asText()), columns, key);
        } catch (IOException e) {
            throw new IllegalArgumentException("expected the JSON of a table schema", e);
        }
    }
}

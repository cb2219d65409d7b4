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

/** A table's schema as the JSON of a record in the schemas topic. */
public final class SchemaCodec {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaCodec() {}

    public static byte[] encode(TableSchema schema) {
        ObjectNode root = JSON.createObjectNode().put("table", schema.table().toString());
        for (Column column : schema.columns()) {
            root.withArray("columns")
                    .addObject()
                    .put("name", column.name())
                    .put("type", column.type().name())
                    .put("nullable", column.nullable());
        }
        schema.primaryKey().forEach(root.withArray("primaryKey")::add);
        try {
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the schema of " + schema.table() + " cannot be written as JSON", e);
        }
    }

    /** @throws IllegalArgumentException when the bytes are not what {@link #encode} writes */
    public static TableSchema decode(byte[] bytes) {
        try {
            JsonNode root = JSON.readTree(bytes);
            List<Column> columns = new ArrayList<>();
            for (JsonNode column : root.required("columns")) {
                columns.add(new Column(
                        column.required("name").textValue(),
                        ColumnType.valueOf(column.required("type").textValue()),
                        column.required("nullable").booleanValue()));
            }
            List<String> primaryKey = new ArrayList<>();
            root.required("primaryKey").forEach(name -> primaryKey.add(name.textValue()));
            return new TableSchema(TableId.parse(root.required("table").textValue()), columns, primaryKey);
        } catch (IOException e) {
            throw new IllegalArgumentException("not the schema of a table: " + e.getMessage(), e);
        }
    }
}

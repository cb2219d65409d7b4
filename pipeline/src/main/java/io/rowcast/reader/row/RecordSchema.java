package io.rowcast.reader.row;

import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.ColumnTypes;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a table looked like at a record's place in the binlog, read from the schemas that Debezium gives the record
 * ({@code column.propagate.source.type} makes it add MySQL's types).
 */
public final class RecordSchema {
    private static final String TYPE = "__debezium.source.column.type";
    private static final String LENGTH = "__debezium.source.column.length";

    private RecordSchema() {}

    /**
     * @param key schema of the record's key, {@code null} without one
     * @param row schema of an image of the row
     */
    public static TableSchema of(TableId table, @Nullable Schema key, Schema row) {
        return new TableSchema(
                table,
                row.fields().stream().map(RecordSchema::column).toList(),
                key == null ? List.of() : key.fields().stream().map(Field::name).toList());
    }

    private static Column column(Field field) {
        Schema schema = field.schema();
        Map<String, String> parameters = schema.parameters() == null ? Map.of() : schema.parameters();
        String type = parameters.get(TYPE);
        if (type == null) {
            throw new IllegalStateException("Debezium did not say of which type column " + field.name() + " is");
        }
        int length = Integer.parseInt(parameters.getOrDefault(LENGTH, "0"));
        return new Column(field.name(), type(schema, ColumnTypes.written(type, length)), schema.isOptional());
    }

    /** A text in the character set {@code binary} is bytes. */
    private static ColumnType type(Schema schema, ColumnType written) {
        return written == ColumnType.TEXT && schema.type() == Schema.Type.BYTES ? ColumnType.BINARY : written;
    }
}

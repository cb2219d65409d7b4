package io.rowcast.reader.row;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Writes the structs of one schema (a row, or a key) as a JSON object; all that depends on the schema is worked out. */
final class RowWriter {

    private record NamedColumn(Field field, SerializedString label, ColumnWriter writer, boolean hasDefault) {

        /** {@code Struct.get} finds a value by its place, but puts the column's default in the place of NULL. */
        @Nullable
        Object value(Struct row) {
            return hasDefault ? row.getWithoutDefault(field.name()) : row.get(field);
        }
    }

    private final List<NamedColumn> columns;

    private RowWriter(List<NamedColumn> columns) {
        this.columns = columns;
    }

    static RowWriter of(Schema schema) {
        return new RowWriter(schema.fields().stream().map(RowWriter::column).toList());
    }

    private static NamedColumn column(Field field) {
        return new NamedColumn(
                field,
                new SerializedString(field.name()),
                ColumnWriters.of(field.schema()),
                field.schema().defaultValue() != null);
    }

    /**
     * Writes NULL as null.
     *
     * @throws UnconvertibleValueException when a value has no exact form
     */
    void write(JsonGenerator out, Struct row) throws IOException {
        out.writeStartObject(row, columns.size());
        for (NamedColumn column : columns) {
            out.writeFieldName(column.label);
            ColumnWriters.writeOrNull(out, column.writer, column.value(row));
        }
        out.writeEndObject();
    }
}

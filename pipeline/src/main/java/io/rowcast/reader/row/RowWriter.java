package io.rowcast.reader.row;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Writes the structs of one schema (a row, or a key) as a JSON object; all that depends on the schema is worked out. */
final class RowWriter {

    private record NamedColumn(String name, SerializedString label, ColumnWriter writer) {}

    private final List<NamedColumn> columns;

    private RowWriter(List<NamedColumn> columns) {
        this.columns = columns;
    }

    static RowWriter of(Schema schema) {
        return new RowWriter(schema.fields().stream().map(RowWriter::column).toList());
    }

    private static NamedColumn column(Field field) {
        return new NamedColumn(field.name(), new SerializedString(field.name()), ColumnWriters.of(field.schema()));
    }

    /**
     * Writes NULL as null: {@code Struct.get} would put the column's default in its place.
     *
     * @throws UnconvertibleValueException when a value has no exact form
     */
    void write(JsonGenerator out, Struct row) throws IOException {
        out.writeStartObject(row, columns.size());
        for (NamedColumn column : columns) {
            out.writeFieldName(column.label);
            ColumnWriters.writeOrNull(out, column.writer, row.getWithoutDefault(column.name));
        }
        out.writeEndObject();
    }
}

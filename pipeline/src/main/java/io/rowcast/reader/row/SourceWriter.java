package io.rowcast.reader.row;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Writes the {@code source} block of an envelope: where in MySQL the change comes from, and before that, when and how. */
final class SourceWriter {
    private static final List<String> FIELDS = List.of(
            "ts_us",
            "snapshot",
            "ts_ms",
            "version",
            "connector",
            "name",
            "db",
            "table",
            "server_id",
            "gtid",
            "file",
            "pos",
            "row");

    private record Part(Field field, SerializedString label) {}

    private final List<Part> parts;

    SourceWriter(Schema source) {
        parts = FIELDS.stream()
                .map(source::field)
                .filter(java.util.Objects::nonNull)
                .map(field -> new Part(field, new SerializedString(field.name())))
                .toList();
    }

    void write(JsonGenerator out, Struct source) throws IOException {
        out.writeStartObject();
        for (Part part : parts) {
            value(out, part, source.get(part.field));
        }
        out.writeEndObject();
    }

    private static void value(JsonGenerator out, Part part, @Nullable Object value) throws IOException {
        if (value == null) {
            return;
        }
        out.writeFieldName(part.label);
        if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        } else {
            out.writeString(value.toString());
        }
    }
}

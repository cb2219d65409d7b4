package io.rowcast.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.rowcast.model.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Named values of a row: what {@code fields} lists, or columns as they are. */
record Fields(List<String> names, List<Expression> values) {
    private static final JsonFactory JSON = new JsonFactory();

    Fields {
        names = List.copyOf(names);
        values = List.copyOf(values);
    }

    /** Those that the output lists. */
    static Fields written(WrittenOutput output, Scope scope) {
        Map<String, Expression> fields = new LinkedHashMap<>();
        for (WrittenOutput.Field field : output.fields(scope.problems())) {
            if (fields.put(field.name(), scope.expression(field.source(), field.path())) != null) {
                scope.problems().add(field.path(), "found the field '" + field.name() + "' again; expected it once");
            }
        }
        return new Fields(List.copyOf(fields.keySet()), List.copyOf(fields.values()));
    }

    /** All columns of the table. */
    static Fields all(String path, Scope scope) {
        scope.useAll();
        return columns(
                scope.schema().columns().stream().map(column -> column.name()).toList(), path, scope);
    }

    /** The columns that identify a row. */
    static Fields key(String path, Scope scope) {
        return columns(scope.schema().primaryKey(), path, scope);
    }

    private static Fields columns(List<String> names, String path, Scope scope) {
        List<Expression> values = new ArrayList<>();
        names.forEach(name -> values.add(scope.expression(name, path)));
        return new Fields(names, values);
    }

    /** The text of each value, {@code null} for NULL. */
    List<@Nullable String> texts(RowImage row) {
        @Nullable String[] texts = new String[values.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = values.get(i).value(row);
            texts[i] = value == null ? null : Texts.of(value);
        }
        return Arrays.asList(texts);
    }

    /** A JSON object: numbers with all their digits, JSON as it is, NULL as null. */
    String json(RowImage row) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (int i = 0; i < names.size(); i++) {
                json.writeFieldName(names.get(i));
                write(values.get(i).value(row), values.get(i).type(), json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A text as JSON. */
    static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static void write(@Nullable Object value, ValueType type, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof JsonText || value instanceof Boolean) {
            json.writeRawValue(value.toString());
        } else if (value instanceof Number || type == ValueType.DECIMAL) {
            json.writeNumber(Texts.of(value));
        } else {
            json.writeString(Texts.of(value));
        }
    }
}

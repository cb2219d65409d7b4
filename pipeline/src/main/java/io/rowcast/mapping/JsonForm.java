package io.rowcast.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cel.common.values.NullValue;
import io.rowcast.model.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a value is in JSON: numbers and booleans as such, JSON as it is, NULL as null, all others as their text. */
enum JsonForm {
    /** For JSON that is kept as text: a number has all its digits. */
    TEXT,
    /** For a document that the server takes apart: it keeps integers of 64 bits and doubles, so a decimal is a string. */
    DOCUMENT;

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * The JSON text of a value.
     *
     * @param type what the value's expression yields; a decimal may be there as text
     * @throws ArithmeticException for a number that JSON does not have
     */
    String of(@Nullable Object value, ValueType type) {
        if (value == null) {
            return "null";
        }
        if (value instanceof JsonText || value instanceof Long) {
            return value.toString();
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(type == ValueType.DECIMAL && value instanceof String digits ? new BigDecimal(digits) : value, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                json.writeFieldName(Texts.of(member.getKey()));
                write(member.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(element, json);
            }
            json.writeEndArray();
        } else if (value == NullValue.NULL_VALUE) {
            json.writeNull();
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (isNumber(value)) {
            json.writeNumber(Texts.of(value));
        } else {
            json.writeString(Texts.of(value));
        }
    }

    private boolean isNumber(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw new ArithmeticException("found " + number + "; expected a number that JSON has");
        }
        boolean decimal = value instanceof Decimal || value instanceof BigDecimal;
        return decimal ? this == TEXT : value instanceof Number;
    }
}

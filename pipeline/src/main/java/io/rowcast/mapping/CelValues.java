package io.rowcast.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.NullValue;
import io.rowcast.model.ColumnType;
import io.rowcast.model.JsonText;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values on their way into CEL and out of it. */
final class CelValues {
    private static final JsonFactory JSON = new JsonFactory();

    private CelValues() {}

    /**
     * A column's value as CEL wants it.
     *
     * @throws IllegalArgumentException when the value is not what the column's type says
     */
    static Object of(ColumnType type, @Nullable Object value) {
        if (value == null) {
            return NullValue.NULL_VALUE;
        }
        return switch (type) {
            case INTEGER -> expected(Long.class, value);
            case UNSIGNED -> unsigned(value);
            case DECIMAL -> new Decimal(new BigDecimal(expected(String.class, value)));
            case FLOATING -> expected(Double.class, value);
            case TEXT, BINARY, DATE, TIME, DATETIME, TIMESTAMP -> expected(String.class, value);
            case JSON, OTHER -> json(expected(JsonText.class, value).text());
        };
    }

    /** A CEL value as a row would have it, {@code null} for NULL. */
    static @Nullable Object plain(Object value) {
        if (value instanceof Decimal decimal) {
            return decimal.value();
        }
        if (value instanceof UnsignedLong unsigned) {
            return unsigned.bigIntegerValue();
        }
        return value == NullValue.NULL_VALUE ? null : value;
    }

    private static <T> T expected(Class<T> type, Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("expected " + type + ", found " + value.getClass());
        }
        return type.cast(value);
    }

    private static UnsignedLong unsigned(Object value) {
        return value instanceof BigInteger big
                ? UnsignedLong.valueOf(big)
                : UnsignedLong.valueOf(expected(Long.class, value));
    }

    private static Object json(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            return json(parser, parser.nextToken());
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON document", e);
        }
    }

    private static Object json(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new IllegalArgumentException("an empty JSON document");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> NullValue.NULL_VALUE;
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> parser.getText();
        };
    }

    /** An integer beyond both 64-bit types is a double, as JSON would have it. */
    private static Object integer(JsonParser parser) throws IOException {
        BigInteger value = parser.getBigIntegerValue();
        if (value.bitLength() <= 63) {
            return value.longValueExact();
        }
        return value.signum() > 0 && value.bitLength() <= 64
                ? UnsignedLong.valueOf(value)
                : (Object) value.doubleValue();
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            members.put(name, json(parser, parser.nextToken()));
        }
        return members;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(json(parser, token));
        }
        return elements;
    }
}

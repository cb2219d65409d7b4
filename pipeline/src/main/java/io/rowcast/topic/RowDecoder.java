package io.rowcast.topic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.JsonText;
import io.rowcast.model.Row;
import io.rowcast.model.RowShape;
import io.rowcast.model.TableSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads one image of a row, and shares the shape with the row before as long as the columns stay the same. */
final class RowDecoder {
    private static final JsonFactory JSON = RecordJson.FACTORY;

    private final TableSchema schema;
    private final Predicate<String> wanted;
    private RowShape shape;
    private @Nullable ColumnType[] types;
    /** Of the columns of the shape. */
    private boolean[] passedOver;

    /** @param wanted the columns to be read; the others are taken for NULL */
    RowDecoder(TableSchema schema, Predicate<String> wanted) {
        this.schema = schema;
        this.wanted = wanted;
        this.shape = new RowShape(schema.columns().stream().map(Column::name).toList());
        this.types = types(shape);
        this.passedOver = passedOver(shape);
    }

    /** Reads from after the opening brace to the closing one. */
    Row decode(JsonParser parser) throws IOException {
        List<String> known = shape.columns();
        @Nullable Object[] values = new @Nullable Object[known.size()];
        int count = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (count >= known.size() || !known.get(count).equals(name)) {
                return decodeOther(parser, name, Arrays.copyOf(values, count));
            }
            JsonToken token = parser.nextToken();
            if (passedOver[count]) {
                parser.skipChildren();
            } else {
                values[count] = value(parser, token, types[count]);
            }
            count++;
        }
        return count == values.length
                ? new Row(shape, values)
                : reshaped(known.subList(0, count), Arrays.asList(values).subList(0, count));
    }

    /** Goes on from the first column that is not where it was in the row before. */
    private Row decodeOther(JsonParser parser, String first, @Nullable Object[] read) throws IOException {
        List<String> names = new ArrayList<>(shape.columns().subList(0, read.length));
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(read));
        for (String name = first; name != null; name = parser.nextFieldName()) {
            names.add(name);
            values.add(value(parser, parser.nextToken(), type(name)));
        }
        return reshaped(names, values);
    }

    private Row reshaped(List<String> names, List<? extends @Nullable Object> values) {
        shape = new RowShape(names);
        types = types(shape);
        passedOver = passedOver(shape);
        return new Row(shape, values.toArray());
    }

    private @Nullable ColumnType[] types(RowShape shape) {
        return shape.columns().stream().map(this::type).toArray(ColumnType[]::new);
    }

    private boolean[] passedOver(RowShape shape) {
        boolean[] passed = new boolean[shape.columns().size()];
        for (int i = 0; i < passed.length; i++) {
            passed[i] = !wanted.test(shape.columns().get(i));
        }
        return passed;
    }

    private @Nullable ColumnType type(String name) {
        return schema.column(name).map(Column::type).orElse(null);
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token, @Nullable ColumnType type)
            throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (type == ColumnType.JSON || type == ColumnType.OTHER) {
            return json(parser);
        }
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer(parser, type);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> 1L;
            case VALUE_FALSE -> 0L;
            default -> json(parser);
        };
    }

    private static Object integer(JsonParser parser, @Nullable ColumnType type) throws IOException {
        if (type == ColumnType.FLOATING) {
            return parser.getDoubleValue();
        }
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? parser.getBigIntegerValue()
                : (Object) parser.getLongValue();
    }

    static JsonText json(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            copy(parser, generator);
        }
        return new JsonText(text.toString());
    }

    /** Copies a value; numbers as they are written, so that {@code -0.0} and {@code 1e300} stay what they are. */
    private static void copy(JsonParser parser, JsonGenerator out) throws IOException {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token.isNumeric()) {
                out.writeNumber(parser.getText());
            } else {
                out.copyCurrentEvent(parser);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && parser.nextToken() != null);
    }
}

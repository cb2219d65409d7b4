package io.rowcast.topic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnDefinition;
import io.rowcast.model.ColumnType;
import io.rowcast.model.GeoJson;
import io.rowcast.model.JsonText;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one column in the form the connector gives them, into what our own reader would have made of them.
 * The form follows from the field's schema where the record has one, else from MySQL's type and what the user declared.
 */
final class ConnectColumn {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEBEZIUM_TIME = "io.debezium.time.";
    private static final String CONNECT = "org.apache.kafka.connect.data.";
    private static final String DECIMAL = CONNECT + "Decimal";

    /** Digits of a DECIMAL that a double carries whatever they are. */
    private static final int DOUBLE_DIGITS = 15;

    /** The names of schemas that the stock connector gives to columns of a type; none at all is right for all others. */
    private static final Map<ColumnType, Set<String>> NAMES = Map.of(
            ColumnType.INTEGER, Set.of(DEBEZIUM_TIME + "Year", "io.debezium.data.Bits"),
            ColumnType.UNSIGNED, Set.of(DECIMAL, "io.debezium.data.Bits"),
            ColumnType.DECIMAL, Set.of(DECIMAL),
            ColumnType.TEXT, Set.of("io.debezium.data.Enum", "io.debezium.data.EnumSet"),
            ColumnType.DATE, Set.of(DEBEZIUM_TIME + "Date", DEBEZIUM_TIME + "IsoDate", CONNECT + "Date"),
            ColumnType.TIME,
                    Set.of(
                            DEBEZIUM_TIME + "Time",
                            DEBEZIUM_TIME + "MicroTime",
                            DEBEZIUM_TIME + "NanoTime",
                            CONNECT + "Time"),
            ColumnType.DATETIME,
                    Set.of(
                            DEBEZIUM_TIME + "Timestamp",
                            DEBEZIUM_TIME + "MicroTimestamp",
                            DEBEZIUM_TIME + "NanoTimestamp",
                            DEBEZIUM_TIME + "IsoTimestamp",
                            CONNECT + "Timestamp"),
            ColumnType.TIMESTAMP, Set.of(DEBEZIUM_TIME + "ZonedTimestamp"),
            ColumnType.JSON, Set.of("io.debezium.data.Json"));

    private final Column column;
    private final ColumnDefinition definition;
    private final @Nullable JsonNode schema;
    private final ConnectModes modes;

    /** @param schema of the field in the records, {@code null} in records without schemas */
    ConnectColumn(Column column, ColumnDefinition definition, @Nullable JsonNode schema, ConnectModes modes) {
        this.column = column;
        this.definition = definition;
        this.schema = schema;
        this.modes = modes;
        requireStockForm();
    }

    private void requireStockForm() {
        String name = schemaName();
        Set<String> known = NAMES.getOrDefault(column.type(), Set.of());
        if (!name.isEmpty() && column.type() != ColumnType.OTHER && !known.contains(name)) {
            throw ambiguous(
                    "values of schema " + name,
                    "what the stock connector makes of a column of type " + definition.dataType()
                            + ". If the column was altered, start the writer again; if a converter of your own makes them, leave it out");
        }
    }

    private String schemaName() {
        return schema == null ? "" : schema.path("name").asText("");
    }

    private String schemaType() {
        return schema == null ? "" : schema.path("type").asText("");
    }

    /** Reads the value whose first token is the current one. */
    @Nullable
    Object read(JsonParser parser, JsonToken token) throws IOException, UndecodableException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        try {
            return value(parser, token);
        } catch (DateTimeParseException e) {
            throw undecodable();
        } catch (DateTimeException e) {
            throw ambiguous(
                    "a " + definition.dataType() + " that does not fit the column",
                    "one within MySQL's range and the fraction digits of the column. Compare source.times with"
                            + " the connector's; if the column was altered, start the writer again");
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw undecodable();
        }
    }

    private Object value(JsonParser parser, JsonToken token) throws IOException, UndecodableException {
        return switch (column.type()) {
            case INTEGER -> integer(parser, token);
            case UNSIGNED -> unsigned(parser, token);
            case DECIMAL -> decimal(parser, token);
            case FLOATING -> floating(parser, token);
            case TEXT -> text(parser, token);
            case BINARY -> binary(text(parser, token));
            case DATE ->
                token == JsonToken.VALUE_STRING
                        ? ConnectTemporal.date(parser.getText())
                        : ConnectTemporal.date(number(parser, token));
            case TIME -> ConnectTemporal.time(number(parser, token), units(), definition.digits());
            case DATETIME ->
                token == JsonToken.VALUE_STRING
                        ? ConnectTemporal.dateTime(parser.getText(), definition.digits())
                        : ConnectTemporal.dateTime(number(parser, token), units(), definition.digits());
            case TIMESTAMP -> ConnectTemporal.timestamp(text(parser, token), definition.digits());
            case JSON -> new JsonText(ConnectJson.compact(text(parser, token)));
            case OTHER -> other(parser);
        };
    }

    private Object integer(JsonParser parser, JsonToken token) throws IOException, UndecodableException {
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE ? 1L : 0L;
        }
        if (token == JsonToken.VALUE_STRING && definition.dataType().equals("bit")) {
            return ConnectBytes.fromLittleEndian(parser.getText());
        }
        long number = number(parser, token);
        return definition.dataType().equals("year") ? ConnectBytes.year(number) : number;
    }

    private Object unsigned(JsonParser parser, JsonToken token) throws IOException, UndecodableException {
        if (token == JsonToken.VALUE_STRING) {
            return definition.dataType().equals("bit")
                    ? ConnectBytes.fromLittleEndian(parser.getText())
                    : ConnectBytes.fromBigEndian(parser.getText());
        }
        return ConnectBytes.unsigned(number(parser, token));
    }

    private String decimal(JsonParser parser, JsonToken token) throws IOException, UndecodableException {
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            requireDoubleCarries();
            return ConnectBytes.rounded(parser.getDoubleValue(), definition.digits());
        }
        String text = text(parser, token);
        if (!isBase64Decimal()) {
            return ConnectBytes.scaled(new BigDecimal(text), definition.digits());
        }
        int scale = schema == null
                ? definition.digits()
                : schema.path("parameters").path("scale").asInt();
        return ConnectBytes.scaled(ConnectBytes.decimal(text, scale), definition.digits());
    }

    private void requireDoubleCarries() {
        if (definition.precision() > DOUBLE_DIGITS) {
            throw ambiguous(
                    "a double for DECIMAL(" + definition.precision() + "," + definition.digits()
                            + "), which cannot carry all of its" + " digits",
                    "decimal.handling.mode: precise or string of the connector");
        }
    }

    private boolean isBase64Decimal() {
        if (schema != null) {
            return schemaName().equals(DECIMAL);
        }
        if (modes.decimals() == null) {
            throw undeclared("a DECIMAL as text", "source.decimals");
        }
        return modes.decimals() == ConnectModes.Decimals.PRECISE;
    }

    private String binary(String text) {
        if (schemaType().equals("bytes") || modes.binaries() == ConnectModes.Binaries.BYTES) {
            return ConnectBytes.base64(text);
        }
        if (modes.binaries() == null) {
            throw undeclared("bytes as text", "source.binaries");
        }
        return switch (modes.binaries()) {
            case BYTES, BASE64 -> ConnectBytes.base64(text);
            case BASE64_URL_SAFE -> ConnectBytes.fromUrlSafe(text);
            case HEX -> ConnectBytes.fromHex(text);
        };
    }

    /** Spatial values come as WKB with a reference system; vectors as they are. */
    private JsonText other(JsonParser parser) throws IOException {
        JsonText json = RowDecoder.json(parser);
        if (definition.dataType().equals("vector")) {
            return json;
        }
        JsonNode struct = JSON.readTree(json.text());
        byte[] wkb = Base64.getDecoder().decode(struct.path("wkb").asText());
        return new JsonText(GeoJson.of(struct.path("srid").asInt(), wkb));
    }

    private double floating(JsonParser parser, JsonToken token) throws IOException, UndecodableException {
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw unexpected(token);
        }
        double number = parser.getDoubleValue();
        return definition.dataType().equals("float") ? ConnectBytes.single(number) : number;
    }

    /** What a number of the column counts, by the second. */
    private long units() {
        boolean mapped = schema != null || modes.times() != null;
        if (!mapped) {
            throw undeclared("a " + definition.dataType() + " as a number without a unit", "source.times");
        }
        long units = schema == null
                ? ConnectUnits.declared(Objects.requireNonNull(modes.times()), column.type(), definition.digits())
                : ConnectUnits.named(schemaName());
        if (units == 0) {
            throw ambiguous("a number of no known unit", "a unit of the connector's own");
        }
        if (!ConnectUnits.carry(units, definition.digits())) {
            throw ambiguous(
                    "milliseconds for a " + definition.dataType() + "(" + definition.digits()
                            + "), which cannot carry all of its digits",
                    "time.precision.mode: adaptive_time_microseconds of the connector");
        }
        return units;
    }

    private long number(JsonParser parser, JsonToken token) throws IOException, UndecodableException {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw unexpected(token);
        }
        return parser.getLongValue();
    }

    private String text(JsonParser parser, JsonToken token) throws IOException, UndecodableException {
        if (token != JsonToken.VALUE_STRING) {
            throw unexpected(token);
        }
        return parser.getText();
    }

    private UndecodableException undecodable() {
        return new UndecodableException(
                "column " + column.name() + ": found no " + definition.dataType() + " as the connector writes it");
    }

    private UndecodableException unexpected(JsonToken found) {
        return new UndecodableException("column " + column.name() + ": found " + found + ", which is no "
                + definition.dataType() + " as the connector writes it");
    }

    private AmbiguousValueException undeclared(String found, String setting) {
        return ambiguous(found + ", which can be read in more than one way", setting + " as the connector has it");
    }

    private AmbiguousValueException ambiguous(String found, String expected) {
        return new AmbiguousValueException("column " + column.name() + ": found " + found + "; expected " + expected);
    }
}

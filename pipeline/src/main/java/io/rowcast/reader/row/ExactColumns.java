package io.rowcast.reader.row;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Debezium's converter for the column types that its own converters do not carry over exactly, or not the same from the
 * snapshot and from the binlog: their values travel as the text that ends up in the envelope. Created by Debezium.
 */
public final class ExactColumns implements CustomConverter<SchemaBuilder, RelationalColumn> {
    /** Schema of a text that is a JSON document, compact. */
    static final String JSON_TEXT = "io.rowcast.JsonText";
    /** Schema of a text that is a JSON number. */
    static final String NUMBER = "io.rowcast.Number";
    /** Schema of a date or time, as text. */
    static final String TEMPORAL = "io.rowcast.Temporal";

    private static final int MOST_DIGITS_OF_FLOAT = 24;

    /** Schema of a text whose character set Java does not know as MySQL does. */
    static final String TEXT = "io.rowcast.Text";

    /** How the values of a column become text. */
    private record Conversion(String schema, Function<Object, String> text) {}

    @Override
    public void configure(Properties settings) {
        // nothing to choose: a type has one exact form
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        conversion(column)
                .ifPresent(conversion -> registration.register(
                        SchemaBuilder.string().name(conversion.schema),
                        value -> value == null ? null : conversion.text.apply(value)));
    }

    private static Optional<Conversion> conversion(RelationalColumn column) {
        return switch (baseType(column.typeName())) {
            case "DATE", "TIME" -> Optional.of(new Conversion(TEMPORAL, TemporalText::plain));
            case "DATETIME" -> Optional.of(new Conversion(TEMPORAL, TemporalText::dateTime));
            case "TIMESTAMP" -> Optional.of(new Conversion(TEMPORAL, TemporalText::timestamp));
            case "YEAR" -> Optional.of(new Conversion(NUMBER, NumberText::year));
            case "BIGINT UNSIGNED", "INT8 UNSIGNED" -> Optional.of(new Conversion(NUMBER, NumberText::unsigned));
            case "FLOAT", "FLOAT UNSIGNED", "FLOAT4", "FLOAT4 UNSIGNED" ->
                isDouble(column) ? Optional.empty() : Optional.of(new Conversion(NUMBER, NumberText::single));
            // A DOUBLE by another name; Debezium takes it for a FLOAT.
            case "REAL", "REAL UNSIGNED" -> Optional.of(new Conversion(NUMBER, Object::toString));
            case "JSON" -> Optional.of(new Conversion(JSON_TEXT, JsonColumnText::of));
            case "VECTOR" -> Optional.of(new Conversion(JSON_TEXT, VectorText::of));
            case "GEOMETRY",
                    "POINT",
                    "LINESTRING",
                    "POLYGON",
                    "MULTIPOINT",
                    "MULTILINESTRING",
                    "MULTIPOLYGON",
                    "GEOMCOLLECTION",
                    "GEOMETRYCOLLECTION" -> Optional.of(new Conversion(JSON_TEXT, GeoJson::of));
            case "ENUM", "SET" -> Optional.empty();
            default -> CharacterSet.of(column.charsetName()).map(set -> new Conversion(TEXT, set::text));
        };
    }

    /** FLOAT(25) to FLOAT(53) is MySQL's other way to write DOUBLE. */
    private static boolean isDouble(RelationalColumn column) {
        return column.scale().isEmpty() && column.length().orElse(0) > MOST_DIGITS_OF_FLOAT;
    }

    private static String baseType(String typeName) {
        String upper = typeName.toUpperCase(Locale.ROOT);
        int parenthesis = upper.indexOf('(');
        String name = parenthesis < 0 ? upper : upper.substring(0, parenthesis);
        return name.replace(" ZEROFILL", "").strip();
    }
}

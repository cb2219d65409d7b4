package io.rowcast.reader.row;

import com.fasterxml.jackson.core.JsonGenerator;
import io.debezium.data.Bits;
import io.debezium.data.Enum;
import io.debezium.data.EnumSet;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Chooses, once per column, how its values are written. */
public final class ColumnWriters {

    private ColumnWriters() {}

    /** @throws UnconvertibleValueException when values of that schema have no exact form known here */
    static ColumnWriter of(Schema schema) {
        String name = schema.name() == null ? "" : schema.name();
        return switch (name) {
            case ExactColumns.JSON_TEXT, ExactColumns.NUMBER -> (out, value) -> out.writeRawValue((String) value);
            case Decimal.LOGICAL_NAME -> (out, value) -> out.writeString(((BigDecimal) value).toPlainString());
            case Bits.LOGICAL_NAME -> (out, value) -> out.writeNumber(fromLittleEndian(bytes(value)));
            case Enum.LOGICAL_NAME -> option(new EnumOptions(schema));
            case EnumSet.LOGICAL_NAME -> options(new EnumOptions(schema));
            default -> byKind(schema, name);
        };
    }

    private static ColumnWriter byKind(Schema schema, String name) {
        if (name.startsWith("io.debezium.time.") || name.startsWith("org.apache.kafka.connect.data.")) {
            throw new UnconvertibleValueException("values of schema " + name + " have no exact form here");
        }
        return switch (schema.type()) {
            case INT8, INT16, INT32, INT64 -> (out, value) -> out.writeNumber(((Number) value).longValue());
            case FLOAT32 -> (out, value) -> out.writeNumber((Float) value);
            case FLOAT64 -> (out, value) -> out.writeNumber((Double) value);
            case BOOLEAN -> (out, value) -> out.writeNumber((Boolean) value ? 1 : 0);
            case STRING -> (out, value) -> out.writeString((String) value);
            case BYTES -> (out, value) -> out.writeBinary(bytes(value));
            case STRUCT, ARRAY, MAP ->
                throw new UnconvertibleValueException(
                        "values of a " + schema.type() + " " + name + " have no exact form here");
        };
    }

    private static ColumnWriter option(EnumOptions options) {
        return (out, value) -> out.writeString(options.real((String) value));
    }

    private static ColumnWriter options(EnumOptions options) {
        return (out, value) -> out.writeString(options.realSet((String) value));
    }

    public static void writeOrNull(JsonGenerator out, ColumnWriter writer, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else {
            writer.write(out, value);
        }
    }

    private static byte[] bytes(Object value) {
        if (value instanceof byte[] array) {
            return array;
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return copy;
    }

    /** BIT(n), as Debezium keeps it: the lowest byte first. */
    private static BigInteger fromLittleEndian(byte[] bytes) {
        byte[] bigEndian = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            bigEndian[bytes.length - 1 - i] = bytes[i];
        }
        return new BigInteger(1, bigEndian);
    }
}

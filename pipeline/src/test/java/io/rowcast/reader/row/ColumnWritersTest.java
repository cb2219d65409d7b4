package io.rowcast.reader.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.data.Bits;
import io.debezium.data.Enum;
import io.debezium.data.EnumSet;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class ColumnWritersTest {
    private final JsonBytes json = new JsonBytes();

    private String written(Schema schema, Object value) {
        ColumnWriter writer = ColumnWriters.of(schema);
        return new String(json.of(out -> writer.write(out, value)), StandardCharsets.UTF_8);
    }

    @Test
    void integersAndBooleansAreNumbers() {
        assertThat(written(Schema.INT8_SCHEMA, (byte) -1)).isEqualTo("-1");
        assertThat(written(Schema.INT16_SCHEMA, (short) -300)).isEqualTo("-300");
        assertThat(written(Schema.INT64_SCHEMA, Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(written(Schema.BOOLEAN_SCHEMA, true)).isEqualTo("1");
        assertThat(written(SchemaBuilder.string().name(ExactColumns.NUMBER).build(), "18446744073709551615"))
                .isEqualTo("18446744073709551615");
    }

    @Test
    void bitsAreUnsignedNumbersLowestByteFirst() {
        assertThat(written(Bits.schema(9), new byte[] {2, 1})).isEqualTo("258");
        assertThat(written(Bits.schema(64), new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}))
                .isEqualTo("18446744073709551615");
    }

    @Test
    void decimalsAreTextOfTheirScale() {
        assertThat(written(Decimal.schema(2), new BigDecimal("12.50"))).isEqualTo("\"12.50\"");
        assertThat(written(Decimal.schema(10), new BigDecimal("1E-10"))).isEqualTo("\"0.0000000001\"");
    }

    @Test
    void bytesAreBase64() {
        assertThat(written(Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {0, -1})))
                .isEqualTo("\"AP8=\"");
        assertThat(written(Schema.BYTES_SCHEMA, new byte[0])).isEqualTo("\"\"");
    }

    @Test
    void textIsUtf8WithoutEscapesItDoesNotNeed() {
        assertThat(written(Schema.STRING_SCHEMA, "é🎉\"\n")).isEqualTo("\"é🎉\\\"\\n\"");
    }

    @Test
    void anOptionWithACommaIsTheOption() {
        Schema options = Enum.schema("a\\,b,c,it's");
        assertThat(written(options, "a\\,b")).isEqualTo("\"a,b\"");
        assertThat(written(options, "a,b")).isEqualTo("\"a,b\"");
        assertThat(written(options, "c")).isEqualTo("\"c\"");
        assertThat(written(EnumSet.builder("a,b\\\\c").build(), "a,b\\\\c")).isEqualTo("\"a,b\\\\c\"");
    }

    @Test
    void nullIsNotTheDefault() {
        Schema row = SchemaBuilder.struct()
                .field("n", SchemaBuilder.int32().optional().defaultValue(7).build())
                .build();
        RowWriter writer = RowWriter.of(row);
        assertThat(new String(json.of(out -> writer.write(out, new Struct(row))), StandardCharsets.UTF_8))
                .isEqualTo("{\"n\":null}");
    }

    @Test
    void aTemporalNumberIsRefused() {
        Schema micros =
                SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").build();
        assertThatThrownBy(() -> ColumnWriters.of(micros))
                .isInstanceOf(UnconvertibleValueException.class)
                .hasMessageContaining("MicroTimestamp");
    }
}

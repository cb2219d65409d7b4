package io.rowcast.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.model.ColumnType;
import io.rowcast.model.JsonText;
import io.rowcast.topic.ConnectModes.Binaries;
import io.rowcast.topic.ConnectModes.Decimals;
import io.rowcast.topic.ConnectModes.Times;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each form in which the connector writes a value becomes what our own reader gives. */
class ConnectValuesTest {

    @ParameterizedTest(name = "{0} {3} {5}")
    @CsvSource(
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "DATE,date,0,io.debezium.time.Date,int32,20484,2026-01-31",
                "DATE,date,0,org.apache.kafka.connect.data.Date,int32,-1,1969-12-31",
                "DATE,date,0,io.debezium.time.IsoDate,string,`\"2026-01-31Z\"`,2026-01-31",
                "TIME,time,0,io.debezium.time.MicroTime,int64,-3020399000000,-838:59:59",
                "TIME,time,1,io.debezium.time.MicroTime,int64,-3600500000,-01:00:00.5",
                "TIME,time,6,io.debezium.time.MicroTime,int64,1,00:00:00.000001",
                "TIME,time,3,org.apache.kafka.connect.data.Time,int32,86399999,23:59:59.999",
                "DATETIME,datetime,0,io.debezium.time.Timestamp,int64,253402300799000,9999-12-31T23:59:59",
                "DATETIME,datetime,3,io.debezium.time.Timestamp,int64,-1,1969-12-31T23:59:59.999",
                "DATETIME,datetime,6,io.debezium.time.MicroTimestamp,int64,-30610224000000000,1000-01-01T00:00:00.000000",
                "DATETIME,datetime,2,org.apache.kafka.connect.data.Timestamp,int64,120,1970-01-01T00:00:00.12",
                "DATETIME,datetime,6,io.debezium.time.NanoTimestamp,int64,1000,1970-01-01T00:00:00.000001",
                "TIMESTAMP,timestamp,0,io.debezium.time.ZonedTimestamp,string,`\"2026-03-29T02:30:00Z\"`,2026-03-29T02:30:00Z",
                "TIMESTAMP,timestamp,3,io.debezium.time.ZonedTimestamp,string,`\"2026-03-29T02:30:00.5Z\"`,2026-03-29T02:30:00.500Z",
                "TIMESTAMP,timestamp,0,io.debezium.time.ZonedTimestamp,string,`\"2026-03-29T02:30:00+02:00\"`,2026-03-29T00:30:00Z",
                "DECIMAL,decimal,2,-,string,`\"12.50\"`,12.50",
                "DECIMAL,decimal,10,-,string,`\"1E-10\"`,0.0000000001",
                "DECIMAL,decimal,2,-,double,12.5,12.50",
                "DECIMAL,decimal,2,-,double,-1.0E7,-10000000.00",
                "TEXT,varchar,0,-,string,`\"Zoë 🎉\"`,Zoë 🎉",
                "TEXT,enum,0,io.debezium.data.Enum,string,`\"a\"`,a",
                "BINARY,blob,0,-,bytes,`\"3q2+7w==\"`,3q2+7w==",
            })
    void readsTextWithSchemas(
            ColumnType type,
            String dataType,
            int digits,
            @Nullable String semantic,
            String kind,
            String json,
            String expected)
            throws UndecodableException {
        assertThat(value(type, dataType, 10, digits, ConnectRecords.field("v", kind, semantic), json))
                .isEqualTo(expected);
    }

    @Test
    void readsDecimalsByTheScaleOfTheirSchema() throws UndecodableException {
        String schema = "{\"type\":\"bytes\",\"optional\":true,\"name\":\"org.apache.kafka.connect.data.Decimal\","
                + "\"version\":1,\"parameters\":{\"scale\":\"2\",\"connect.decimal.precision\":\"10\"},\"field\":\"v\"}";

        assertThat(value(ColumnType.DECIMAL, "decimal", 10, 2, schema, "\"BOI=\""))
                .isEqualTo("12.50");
        assertThat(value(ColumnType.DECIMAL, "decimal", 12, 4, schema, "\"+x4=\""))
                .isEqualTo("-12.5000");
        assertThat(value(ColumnType.UNSIGNED, "bigint", 20, 0, schema, "\"AP//////////\""))
                .isEqualTo(new BigInteger("18446744073709551615"));
    }

    @Test
    void readsNumbersAsIntegersOfTheirSign() throws UndecodableException {
        String int64 = ConnectRecords.field("v", "int64", null);
        String bits = ConnectRecords.field("v", "bytes", "io.debezium.data.Bits");

        assertThat(value(ColumnType.UNSIGNED, "bigint", 20, 0, int64, "-1"))
                .isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(value(ColumnType.UNSIGNED, "bigint", 20, 0, int64, "7")).isEqualTo(7L);
        assertThat(value(ColumnType.INTEGER, "bigint", 19, 0, int64, "-9223372036854775808"))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(value(ColumnType.INTEGER, "bit", 9, 0, bits, "\"AQE=\"")).isEqualTo(257L);
        assertThat(value(ColumnType.UNSIGNED, "bit", 64, 0, bits, "\"//////////8=\""))
                .isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(value(ColumnType.INTEGER, "bit", 1, 0, ConnectRecords.field("v", "boolean", null), "true"))
                .isEqualTo(1L);
        String year = ConnectRecords.field("v", "int32", "io.debezium.time.Year");
        assertThat(value(ColumnType.INTEGER, "year", 0, 0, year, "2026")).isEqualTo(2026L);
        assertThat(value(ColumnType.INTEGER, "year", 0, 0, year, "1900")).isEqualTo(0L);
    }

    @Test
    void readsFloatsAsShortAsTheyAre() throws UndecodableException {
        String wide = ConnectRecords.field("v", "double", null);

        assertThat(value(ColumnType.FLOATING, "float", 0, 0, wide, "1.100000023841858"))
                .isEqualTo(1.1);
        assertThat(value(ColumnType.FLOATING, "double", 0, 0, wide, "1.100000023841858"))
                .isEqualTo(1.100000023841858);
    }

    @Test
    void readsJsonAsMySqlWritesIt() throws UndecodableException {
        String schema = ConnectRecords.field("v", "string", "io.debezium.data.Json");

        assertThat(value(
                        ColumnType.JSON,
                        "json",
                        0,
                        0,
                        schema,
                        "\"{\\\"a b\\\": [1.5, \\\"x: \\\\\\\"1E5\\\\\\\"\\\", 1.0E10]}\""))
                .isEqualTo(new JsonText("{\"a b\":[1.5,\"x: \\\"1E5\\\"\",10000000000.0]}"));
        assertThat(value(ColumnType.JSON, "json", 0, 0, schema, "\"1000000000000000019884624838656\""))
                .isEqualTo(new JsonText("1e30"));
        assertThat(value(
                        ColumnType.JSON,
                        "json",
                        0,
                        0,
                        schema,
                        "\"0.00000009999999999999999547481118258862586856139387236908078193664550781\""))
                .isEqualTo(new JsonText("0.0000001"));
        assertThat(value(ColumnType.JSON, "json", 0, 0, schema, "\"1.0E20\"")).isEqualTo(new JsonText("1e20"));
    }

    @Test
    void readsSpatialValuesAsGeoJson() throws UndecodableException {
        String schema = ConnectRecords.field("v", "struct", "io.debezium.data.geometry.Point");

        assertThat(value(
                        ColumnType.OTHER,
                        "point",
                        0,
                        0,
                        schema,
                        "{\"x\":1.0,\"y\":2.0,\"wkb\":\"AQEAAAAAAAAAAADwPwAAAAAAAABA\",\"srid\":4326}"))
                .isEqualTo(
                        new JsonText(
                                "{\"type\":\"Point\",\"coordinates\":[1.0,2.0],\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4326\"}}}"));
    }

    @Test
    void withoutSchemasTheDeclaredModesSayWhatNumbersAndTextsAre() throws UndecodableException {
        assertThat(plain(
                        ColumnType.TIME,
                        "time",
                        0,
                        new ConnectModes(Times.ADAPTIVE_TIME_MICROSECONDS, null, null),
                        "1000000"))
                .isEqualTo("00:00:01");
        assertThat(plain(ColumnType.TIME, "time", 0, new ConnectModes(Times.CONNECT, null, null), "1000"))
                .isEqualTo("00:00:01");
        assertThat(plain(ColumnType.DATETIME, "datetime", 6, new ConnectModes(Times.ADAPTIVE, null, null), "1500000"))
                .isEqualTo("1970-01-01T00:00:01.500000");
        assertThat(plain(ColumnType.DATETIME, "datetime", 0, new ConnectModes(Times.ADAPTIVE, null, null), "1000"))
                .isEqualTo("1970-01-01T00:00:01");
        assertThat(plain(ColumnType.DECIMAL, "decimal", 2, new ConnectModes(null, Decimals.PRECISE, null), "\"BOI=\""))
                .isEqualTo("12.50");
        assertThat(plain(ColumnType.DECIMAL, "decimal", 2, new ConnectModes(null, Decimals.STRING, null), "\"12.50\""))
                .isEqualTo("12.50");
        assertThat(plain(ColumnType.BINARY, "blob", 0, new ConnectModes(null, null, Binaries.HEX), "\"deadbeef\""))
                .isEqualTo("3q2+7w==");
        assertThat(plain(
                        ColumnType.BINARY,
                        "blob",
                        0,
                        new ConnectModes(null, null, Binaries.BASE64_URL_SAFE),
                        "\"3q2-7w==\""))
                .isEqualTo("3q2+7w==");
        assertThat(plain(ColumnType.BINARY, "blob", 0, new ConnectModes(null, null, Binaries.BYTES), "\"3q2+7w==\""))
                .isEqualTo("3q2+7w==");
    }

    @Test
    void whatNeedsNoSchemaNeedsNoDeclaration() throws UndecodableException {
        ConnectModes none = ConnectRecords.UNDECLARED;

        assertThat(plain(ColumnType.DATE, "date", 0, none, "20484")).isEqualTo("2026-01-31");
        assertThat(plain(ColumnType.TIMESTAMP, "timestamp", 0, none, "\"2026-01-31T00:00:00Z\""))
                .isEqualTo("2026-01-31T00:00:00Z");
        assertThat(plain(ColumnType.UNSIGNED, "bigint", 0, none, "-1"))
                .isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(plain(ColumnType.INTEGER, "bit", 0, none, "\"AQE=\"")).isEqualTo(257L);
        assertThat(plain(ColumnType.DECIMAL, "decimal", 2, none, "12.5")).isEqualTo("12.50");
        assertThat(plain(ColumnType.TEXT, "varchar", 0, none, "null")).isNull();
    }

    @Test
    void whatCanBeReadInMoreThanOneWayIsNotRead() {
        ConnectModes none = ConnectRecords.UNDECLARED;

        ambiguous(() -> plain(ColumnType.TIME, "time", 0, none, "1000"), "source.times");
        ambiguous(() -> plain(ColumnType.DATETIME, "datetime", 6, none, "1000"), "source.times");
        ambiguous(() -> plain(ColumnType.DECIMAL, "decimal", 2, none, "\"1234\""), "source.decimals");
        ambiguous(() -> plain(ColumnType.BINARY, "blob", 0, none, "\"abcd\""), "source.binaries");
    }

    @Test
    void whatCannotHoldAllOfTheColumnIsNotRead() {
        ConnectModes connect = new ConnectModes(Times.CONNECT, null, null);
        ConnectModes adaptive = new ConnectModes(Times.ADAPTIVE, null, null);

        ambiguous(() -> plain(ColumnType.DATETIME, "datetime", 6, connect, "1"), "cannot carry all of its digits");
        ambiguous(
                () -> value(ColumnType.DECIMAL, "decimal", 30, 10, ConnectRecords.field("v", "double", null), "1.5"),
                "decimal.handling.mode");
        ambiguous(
                () -> plain(ColumnType.DATETIME, "datetime", 0, adaptive, "1700000000000000"),
                "does not fit the column");
        ambiguous(() -> plain(ColumnType.DATETIME, "datetime", 0, adaptive, "1"), "does not fit the column");
        ambiguous(
                () -> value(
                        ColumnType.DATE,
                        "date",
                        0,
                        0,
                        ConnectRecords.field("v", "string", "com.example.Mine"),
                        "\"x\""),
                "com.example.Mine");
    }

    @Test
    void aValueOfAnotherKindIsUndecodableAndNotShown() {
        assertThatThrownBy(() -> plain(ColumnType.DATE, "date", 0, ConnectRecords.UNDECLARED, "true"))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("column v");
        assertThatThrownBy(() -> plain(
                        ColumnType.DECIMAL, "decimal", 2, new ConnectModes(null, Decimals.STRING, null), "\"secret\""))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("column v")
                .hasMessageNotContaining("secret");
    }

    private static void ambiguous(org.assertj.core.api.ThrowableAssert.ThrowingCallable read, String message) {
        assertThatThrownBy(read).isInstanceOf(AmbiguousValueException.class).hasMessageContaining(message);
    }

    private static @Nullable Object value(
            ColumnType type, String dataType, int precision, int digits, String field, String json)
            throws UndecodableException {
        ConnectRecords records = new ConnectRecords().column("v", type, dataType, precision, digits);
        String payload = ConnectRecords.envelope("c", "{\"id\":1,\"v\":" + json + "}");
        return ConnectRecords.after(
                        records.decoder(ConnectRecords.UNDECLARED, false),
                        ConnectRecords.withSchema(ConnectRecords.id() + "," + field, payload))
                .get("v");
    }

    private static @Nullable Object plain(ColumnType type, String dataType, int digits, ConnectModes modes, String json)
            throws UndecodableException {
        ConnectRecords records = new ConnectRecords().column("v", type, dataType, 10, digits);
        String payload = ConnectRecords.envelope("c", "{\"id\":1,\"v\":" + json + "}");
        return ConnectRecords.after(records.decoder(modes, false), payload).get("v");
    }
}

package io.rowcast.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.fixture.Fuzz;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever bytes a record holds, it is a change or it is undecodable. */
@Timeout(600)
class DecoderFuzzTest {
    private static final List<ColumnType> TYPES = List.of(ColumnType.values());
    private static final String ROW = Stream.iterate(0, i -> i < TYPES.size(), i -> i + 1)
            .map(i -> ",\"c" + i + "\":"
                    + List.of("1", "\"1.5\"", "1.5", "\"text\"", "{\"a\":[1]}", "true")
                            .get(i % 6))
            .reduce("{\"id\":7", String::concat)
            .concat("}");
    private static final String DEEP = "[".repeat(100_000) + "]".repeat(100_000);

    private final ConnectRecords records = new ConnectRecords()
            .column("name", ColumnType.TEXT, "varchar", 0, 0)
            .column("at", ColumnType.DATETIME, "datetime", 0, 6)
            .column("price", ColumnType.DECIMAL, "decimal", 10, 2)
            .column("data", ColumnType.BINARY, "blob", 0, 0)
            .column("day", ColumnType.DATE, "date", 0, 0)
            .column("doc", ColumnType.JSON, "json", 0, 0);

    private static EnvelopeDecoder decoder() {
        List<Column> columns = new ArrayList<>(List.of(new Column("id", ColumnType.INTEGER, false)));
        for (ColumnType type : TYPES) {
            columns.add(new Column("c" + TYPES.indexOf(type), type, true));
        }
        return new EnvelopeDecoder(new TableSchema(TableId.parse("shop.things"), columns, List.of("id")));
    }

    @Test
    void anyBytesAreAChangeOrUndecodable() {
        EnvelopeDecoder decoder = decoder();
        int tried = new Fuzz(List.of(
                        envelope("u", ROW, ROW),
                        envelope("c", "null", ROW),
                        envelope("d", ROW, "null"),
                        "{\"op\":\"t\"}"))
                .run(input -> {
                    try {
                        decoder.decode(input, "no version");
                    } catch (UndecodableException documented) {
                        assertThat(documented).hasMessageNotContaining("no message");
                    }
                });
        assertThat(tried).isPositive();
    }

    private static String envelope(String op, String before, String after) {
        return "{\"op\":\"" + op + "\",\"before\":" + before + ",\"after\":" + after
                + ",\"source\":{\"ts_ms\":1700000000000,\"snapshot\":false},\"ts_ms\":1700000000005}";
    }

    @Test
    void anyBytesOfKafkaConnectAreAChangeOrUndecodable() {
        String row =
                "{\"id\":1,\"name\":\"Ann\",\"at\":1700000000000000,\"price\":\"BNI=\",\"data\":\"AQI=\",\"day\":19000,"
                        + "\"doc\":\"{}\"}";
        String fields = ConnectRecords.id() + "," + ConnectRecords.field("name", "string", null) + ","
                + ConnectRecords.field("at", "int64", "io.debezium.time.MicroTimestamp") + ","
                + ConnectRecords.field("day", "int32", "io.debezium.time.Date");
        List<String> corpus = List.of(
                ConnectRecords.envelope("c", row),
                ConnectRecords.envelope("u", row, row, "false", 100, 3),
                ConnectRecords.withSchema(fields, ConnectRecords.envelope("c", row)),
                row);
        ConnectModes modes = new ConnectModes(
                ConnectModes.Times.ADAPTIVE_TIME_MICROSECONDS,
                ConnectModes.Decimals.PRECISE,
                ConnectModes.Binaries.BYTES);
        for (boolean flat : List.of(true, false)) {
            ConnectDecoder decoder = records.decoder(modes, flat);
            assertThat(new Fuzz(corpus).run(input -> {
                        try {
                            decoder.decode("{\"id\":1}".getBytes(StandardCharsets.UTF_8), input, Instant.EPOCH);
                            decoder.decode(input, null, Instant.EPOCH);
                        } catch (UndecodableException | AmbiguousValueException documented) {
                            assertThat(documented).hasMessageNotContaining("no message");
                        }
                    }))
                    .isPositive();
        }
    }

    @Test
    void deepNestingAndHugeNumbersAreUndecodableOrKeptAsWritten() {
        for (String value : List.of(DEEP, "1e999999999", "-1e-999999999", "9".repeat(5_000))) {
            for (ColumnType type : TYPES) {
                String text = envelope("c", "null", "{\"id\":1,\"c" + TYPES.indexOf(type) + "\":" + value + "}");
                try {
                    decoder().decode(text.getBytes(StandardCharsets.UTF_8), "no version");
                } catch (UndecodableException documented) {
                    assertThat(documented).hasMessageNotContaining(value);
                }
            }
        }
        assertThatThrownBy(() -> decoder().decode(DEEP.getBytes(StandardCharsets.UTF_8), "no version"))
                .isInstanceOf(UndecodableException.class);
    }
}

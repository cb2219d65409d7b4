package io.rowcast.reader.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Change;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.topic.EnvelopeDecoder;
import io.rowcast.topic.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class EnvelopeWriterTest {
    private static final Schema ROW =
            SchemaBuilder.struct().optional().field("id", Schema.INT64_SCHEMA).build();

    /** In Debezium's order. */
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("version", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("snapshot", Schema.STRING_SCHEMA)
            .field("ts_us", Schema.INT64_SCHEMA)
            .field("gtid", Schema.OPTIONAL_STRING_SCHEMA)
            .field("pos", Schema.INT64_SCHEMA)
            .build();

    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .build();

    private final EnvelopeWriter writer = new EnvelopeWriter(new JsonBytes(), null, ENVELOPE);

    @Test
    void whatTheWriterNeedsComesFirst() throws UndecodableException {
        byte[] value = writer.value(new Struct(ENVELOPE)
                .put("before", new Struct(ROW).put("id", 1L))
                .put("after", new Struct(ROW).put("id", 2L))
                .put(
                        "source",
                        new Struct(SOURCE)
                                .put("version", "3.6.1.Final")
                                .put("ts_ms", 1_780_000_000_000L)
                                .put("snapshot", "last")
                                .put("ts_us", 1_780_000_000_000_123L)
                                .put("pos", 77L))
                .put("op", "u")
                .put("ts_ms", 1_780_000_000_001L));

        String text = new String(value, StandardCharsets.UTF_8);
        assertThat(text)
                .isEqualTo("{\"op\":\"u\",\"before\":{\"id\":1},\"after\":{\"id\":2},\"source\":"
                        + "{\"ts_us\":1780000000000123,\"snapshot\":\"last\",\"ts_ms\":1780000000000,"
                        + "\"version\":\"3.6.1.Final\",\"pos\":77},\"ts_ms\":1780000000001}");
        String needed = text.substring(0, text.indexOf(",\"ts_ms\""));
        assertThat(decoded(needed)).usingRecursiveComparison().isEqualTo(decoded(text));
    }

    private static Change decoded(String text) throws UndecodableException {
        TableSchema schema = new TableSchema(
                TableId.parse("shop.things"), List.of(new Column("id", ColumnType.INTEGER, false)), List.of("id"));
        return new EnvelopeDecoder(schema).decode(text.getBytes(StandardCharsets.UTF_8), null);
    }
}

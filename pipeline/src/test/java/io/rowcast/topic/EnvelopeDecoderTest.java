package io.rowcast.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.model.Change;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.JsonText;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.SnapshotComplete;
import io.rowcast.model.TableId;
import io.rowcast.model.TableReset;
import io.rowcast.model.TableSchema;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnvelopeDecoderTest {
    private static final TableSchema SCHEMA = new TableSchema(
            TableId.parse("shop.things"),
            List.of(
                    new Column("id", ColumnType.INTEGER, false),
                    new Column("big", ColumnType.UNSIGNED, true),
                    new Column("price", ColumnType.DECIMAL, true),
                    new Column("ratio", ColumnType.FLOATING, true),
                    new Column("doc", ColumnType.JSON, true)),
            List.of("id"));

    private final EnvelopeDecoder decoder = new EnvelopeDecoder(SCHEMA);

    @Test
    void readsEveryKindOfValueExactly() throws UndecodableException {
        Row after = row("""
                {"id":7,"big":18446744073709551615,"price":"12.50","ratio":3,"doc":{"a":[1.50,null,"x"]}}""");

        assertThat(after.get("id")).isEqualTo(7L);
        assertThat(after.get("big")).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(after.get("price")).isEqualTo("12.50");
        assertThat(after.get("ratio")).isEqualTo(3.0);
        assertThat(after.get("doc")).isEqualTo(new JsonText("{\"a\":[1.50,null,\"x\"]}"));
    }

    @Test
    void columnsThatNobodyWantsArePassedOver() throws UndecodableException {
        EnvelopeDecoder few = new EnvelopeDecoder(SCHEMA, Set.of("id", "price")::contains);
        String envelope = """
                {"before":null,"after":{"id":7,"big":1,"price":"12.50","ratio":3,"doc":{"a":["x"]}},"op":"c"}""";

        Row after = Objects.requireNonNull(
                ((RowChange) few.decode(envelope.getBytes(StandardCharsets.UTF_8), null)).after());

        assertThat(after.columns()).containsExactly("id", "big", "price", "ratio", "doc");
        assertThat(after.get("id")).isEqualTo(7L);
        assertThat(after.get("price")).isEqualTo("12.50");
        assertThat(after.get("doc")).isNull();
    }

    @Test
    void aJsonScalarStaysJson() throws UndecodableException {
        assertThat(row("{\"id\":1,\"doc\":\"text\"}").get("doc")).isEqualTo(new JsonText("\"text\""));
    }

    @Test
    void numbersInJsonStayAsTheyAreWritten() throws UndecodableException {
        String json = "{\"a\":[-0.0,1e300,1.50,[]],\"b\":{},\"c\":12345678901234567890}";

        assertThat(row("{\"id\":1,\"doc\":" + json + "}").get("doc")).isEqualTo(new JsonText(json));
        assertThat(row("{\"id\":1,\"doc\":-0.0}").get("doc")).isEqualTo(new JsonText("-0.0"));
    }

    @Test
    void nullIsNullAndAnAbsentColumnIsAbsent() throws UndecodableException {
        Row after = row("{\"id\":1,\"price\":null}");

        assertThat(after.get("price")).isNull();
        assertThat(after.has("price")).isTrue();
        assertThat(after.has("ratio")).isFalse();
    }

    @Test
    void columnsMayBeAddedMovedAndDroppedBetweenRows() throws UndecodableException {
        assertThat(row("{\"id\":1,\"big\":2,\"price\":\"3\",\"ratio\":4,\"doc\":5}")
                        .columns())
                .containsExactly("id", "big", "price", "ratio", "doc");
        assertThat(row("{\"big\":2,\"id\":1,\"added\":\"new\"}").get("added")).isEqualTo("new");
        assertThat(row("{\"id\":9}").get("id")).isEqualTo(9L);
        Row last = row("{\"id\":1,\"big\":2,\"price\":\"3\",\"ratio\":4,\"doc\":5}");
        assertThat(last.get("price")).isEqualTo("3");
        assertThat(last.get("ratio")).isEqualTo(4.0);
    }

    @Test
    void theCommitTimeIsTheFinerOfTheTwo() throws UndecodableException {
        RowChange change = (RowChange)
                decode(
                        "{\"before\":null,\"after\":{\"id\":1},\"op\":\"c\",\"source\":{\"ts_ms\":1700000000123,\"ts_us\":1700000000123456}}");

        assertThat(change.committed()).isEqualTo(Instant.ofEpochSecond(1_700_000_000, 123_456_000));
        assertThat(change.snapshot()).isFalse();
    }

    @Test
    void aSnapshotRowSaysSo() throws UndecodableException {
        RowChange change = (RowChange)
                decode("{\"after\":{\"id\":1},\"op\":\"r\",\"source\":{\"ts_ms\":1,\"snapshot\":\"first\"}}");

        assertThat(change.snapshot()).isTrue();
        assertThat(change.before()).isNull();
    }

    @Test
    void announcementsCarryTheirGeneration() throws UndecodableException {
        String reset = "{\"op\":\"t\",\"source\":{\"snapshot\":\"true\"}}";

        assertThat(decode(reset, "g1")).isEqualTo(new TableReset(SCHEMA.table(), "g1", true));
        assertThat(decode("{\"op\":\"t\",\"source\":{\"snapshot\":\"false\"}}", "g2"))
                .isEqualTo(new TableReset(SCHEMA.table(), "g2", false));
        assertThat(decode("{\"op\":\"m\",\"source\":{}}", "g1")).isEqualTo(new SnapshotComplete(SCHEMA.table(), "g1"));
    }

    @Test
    void whatIsNoEnvelopeIsRefusedWithoutShowingValues() {
        refused("not json at all, secret", "expected JSON, found something else at byte");
        refused("[1]", "expected START_OBJECT, found START_ARRAY");
        refused("{\"op\":\"x\",\"after\":{\"id\":1}}", "expected op r, c, u, d, t or m, found 'x'");
        refused("{\"op\":\"u\",\"before\":null,\"after\":null}", "expected a row in before or after");
        refused("{\"op\":\"t\"}", "expected the header rowcast.generation");
        refused("{\"op\":\"c\",\"after\":\"secret\"}", "expected START_OBJECT, found VALUE_STRING");
        refused("{\"op\":\"c\",\"after\":{\"id\":1", "expected JSON");
    }

    private void refused(String value, String message) {
        assertThatThrownBy(() -> decode(value))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    private Row row(String json) throws UndecodableException {
        Row after = ((RowChange) decode("{\"before\":null,\"after\":" + json + ",\"op\":\"c\",\"source\":{}}")).after();
        return Objects.requireNonNull(after);
    }

    private Change decode(String value) throws UndecodableException {
        return decode(value, null);
    }

    private Change decode(String value, @Nullable String generation) throws UndecodableException {
        return decoder.decode(value.getBytes(StandardCharsets.UTF_8), generation);
    }
}

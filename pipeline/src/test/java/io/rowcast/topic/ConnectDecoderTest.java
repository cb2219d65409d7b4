package io.rowcast.topic;

import static io.rowcast.topic.ConnectRecords.decode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.model.ColumnType;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowState;
import io.rowcast.model.TableReset;
import io.rowcast.topic.ConnectChange.Mark;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectDecoderTest {
    private static final String FIELDS = ConnectRecords.id() + "," + ConnectRecords.field("name", "string", null);

    private final ConnectRecords records = new ConnectRecords().column("name", ColumnType.TEXT, "varchar", 0, 0);
    private final ConnectDecoder envelopes = records.decoder(ConnectRecords.UNDECLARED, false);
    private final ConnectDecoder rows = records.decoder(ConnectRecords.UNDECLARED, true);

    @Test
    void readsEnvelopesWithAndWithoutSchemasAlike() throws UndecodableException {
        String update = ConnectRecords.envelope("u", row(1, "Ann"), row(1, "Bob"), "false", 100, 3);

        ConnectChange plain = change(envelopes, null, update);
        ConnectChange described = change(envelopes, null, ConnectRecords.withSchema(FIELDS, update));
        ConnectChange again = change(envelopes, null, ConnectRecords.withSchema(FIELDS, update));

        assertThat(described).isEqualTo(plain).isEqualTo(again);
        RowChange row = (RowChange) plain.change();
        assertThat(Objects.requireNonNull(row.before()).get("name")).isEqualTo("Ann");
        assertThat(Objects.requireNonNull(row.after()).get("name")).isEqualTo("Bob");
        assertThat(plain.position())
                .isEqualTo(new SourcePosition("binlog.000003", 100, 3, 1, 1_700_000_000_000_001L, null));
        assertThat(plain.mark()).isEqualTo(Mark.STREAMED);
    }

    @Test
    void aChangedSchemaIsReadAnew() throws UndecodableException {
        String other = ConnectRecords.field("name", "string", null) + "," + ConnectRecords.id();

        assertThat(ConnectRecords.after(
                                envelopes, ConnectRecords.withSchema(FIELDS, ConnectRecords.envelope("c", row(1, "A"))))
                        .get("name"))
                .isEqualTo("A");
        assertThat(ConnectRecords.after(
                                envelopes,
                                ConnectRecords.withSchema(
                                        other, ConnectRecords.envelope("c", "{\"name\":\"B\",\"id\":2}")))
                        .get("name"))
                .isEqualTo("B");
    }

    @Test
    void anEnvelopeKnowsItsPlaceInASnapshot() throws UndecodableException {
        assertThat(mark("first")).isEqualTo(Mark.FIRST);
        assertThat(mark("first_in_data_collection")).isEqualTo(Mark.FIRST);
        assertThat(mark("true")).isEqualTo(Mark.WITHIN);
        assertThat(mark("last_in_data_collection")).isEqualTo(Mark.LAST);
        assertThat(mark("incremental")).isEqualTo(Mark.INCREMENTAL);
    }

    private Mark mark(String snapshot) throws UndecodableException {
        return change(envelopes, null, ConnectRecords.envelope("r", "null", row(1, "A"), snapshot, 4, 0))
                .mark();
    }

    @Test
    void truncateIsAReset() throws UndecodableException {
        ConnectChange change = change(envelopes, null, ConnectRecords.envelope("t", "null"));

        assertThat(change.change()).isInstanceOf(TableReset.class);
    }

    @Test
    void aTombstoneBehindAnEnvelopeSaysNothingNew() throws UndecodableException {
        assertThat(decode(envelopes, "{\"id\":1}", null)).isNull();
    }

    @Test
    void aFlatRowIsTheRowAsItIs() throws UndecodableException {
        String plain = "{\"id\":1,\"name\":\"Ann\",\"__deleted\":\"false\",\"__op\":\"c\"}";

        for (String value : new String[] {plain, ConnectRecords.flatWithSchema(FIELDS, plain)}) {
            RowState state = (RowState) change(rows, "{\"id\":1}", value).change();
            assertThat(Objects.requireNonNull(state.after()).get("name")).isEqualTo("Ann");
            assertThat(state.key().get("id")).isEqualTo(1L);
        }
    }

    @Test
    void aFlatRowLeavesByTombstoneOrByMark() throws UndecodableException {
        String keyWithSchema = ConnectRecords.flatWithSchema(ConnectRecords.id(), "{\"id\":7}");
        String marked = "{\"id\":7,\"name\":\"Ann\",\"__deleted\":\"true\"}";

        for (RowState gone : new RowState[] {
            (RowState) change(rows, "{\"id\":7}", null).change(),
            (RowState) change(rows, keyWithSchema, null).change(),
            (RowState) change(rows, keyWithSchema, marked).change(),
            (RowState) change(rows, keyWithSchema, "{\"schema\":null,\"payload\":null}")
                    .change(),
        }) {
            assertThat(gone.after()).isNull();
            assertThat(gone.key().get("id")).isEqualTo(7L);
        }
    }

    @Test
    void recordsOfTheOtherFormatAreNotGuessed() {
        assertThatThrownBy(() -> decode(envelopes, null, row(1, "Ann")))
                .isInstanceOf(AmbiguousValueException.class)
                .hasMessageContaining("source.format: debezium-flat");
        assertThatThrownBy(() -> decode(rows, null, ConnectRecords.envelope("c", row(1, "Ann"))))
                .isInstanceOf(AmbiguousValueException.class)
                .hasMessageContaining("found a change envelope");
    }

    @Test
    void aRowThatLacksAColumnIsNotTakenForNull() throws UndecodableException {
        assertThat(ConnectRecords.after(envelopes, ConnectRecords.envelope("c", "{\"id\":1}"))
                        .get("name"))
                .isNull();
        assertThatThrownBy(() -> decode(envelopes, null, ConnectRecords.envelope("c", "{\"name\":\"Ann\"}")))
                .isInstanceOf(AmbiguousValueException.class)
                .hasMessageContaining("without the column id");
    }

    @Test
    void whatIsNoJsonIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> decode(envelopes, null, "secret"))
                .isInstanceOf(UndecodableException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> decode(rows, null, null))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("expected a key");
    }

    private static String row(int id, String name) {
        return "{\"id\":" + id + ",\"name\":\"" + name + "\"}";
    }

    private static ConnectChange change(ConnectDecoder decoder, @Nullable String key, @Nullable String value)
            throws UndecodableException {
        return Objects.requireNonNull(decode(decoder, key, value));
    }
}

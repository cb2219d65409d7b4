package io.rowcast.topic;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.model.Column;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowState;
import io.rowcast.model.TableReset;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one table as Kafka Connect writes them with Debezium's MySQL connector and JsonConverter: change
 * envelopes, or the flat rows that {@code ExtractNewRecordState} makes of them. Not thread-safe.
 */
public final class ConnectDecoder {
    private final ConnectTable table;
    private final boolean flat;
    private final ConnectSchema keySchema = new ConnectSchema();
    private final ConnectSchema valueSchema = new ConnectSchema();
    private final ConnectRows keys;
    private final ConnectRows rows;

    public ConnectDecoder(ConnectTable table, ConnectModes modes, boolean flat) {
        this.table = table;
        this.flat = flat;
        List<Column> key = table.schema().primaryKey().stream()
                .map(name -> table.schema().column(name).orElseThrow())
                .toList();
        this.keys = new ConnectRows(table, modes, key);
        this.rows = new ConnectRows(table, modes, table.schema().columns());
    }

    /**
     * What a record says; {@code null} for a tombstone that repeats the delete before it.
     *
     * @param stored when Kafka took the record
     * @throws UndecodableException when it is no such record
     * @throws AmbiguousValueException when a setting must say how to read it
     */
    public @Nullable ConnectChange decode(byte @Nullable [] key, byte @Nullable [] value, Instant stored)
            throws UndecodableException {
        try {
            if (!flat) {
                return value == null ? null : envelope(value);
            }
            return value == null ? gone(key, stored) : row(value, key, stored);
        } catch (JsonParseException e) {
            // The source is named by offset only: Jackson's own message quotes the row.
            throw new UndecodableException("expected JSON, found something else at byte "
                    + e.getLocation().getByteOffset());
        } catch (IOException e) {
            throw new UndecodableException("expected JSON: " + e.getClass().getSimpleName(), e);
        }
    }

    /** The fields of the envelope that matter, as they come. */
    private static final class Envelope {
        @Nullable
        Row before;

        @Nullable
        Row after;

        String op = "";
        String snapshot = "";
        String file = "";
        long pos;
        int row;
        long micros;

        @Nullable
        String gtid;
    }

    private @Nullable ConnectChange envelope(byte[] value) throws IOException, UndecodableException {
        try (JsonParser parser = valueSchema.open(value)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.VALUE_NULL) {
                return null;
            }
            expect(first, JsonToken.START_OBJECT, "a change envelope");
            JsonNode schema = ConnectSchema.field(valueSchema.schema(), "after");
            Envelope envelope = new Envelope();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                switch (name) {
                    case "before" -> envelope.before = image(parser, token, schema);
                    case "after" -> envelope.after = image(parser, token, schema);
                    case "op" -> envelope.op = parser.getText();
                    case "source" -> source(parser, token, envelope);
                    default -> parser.skipChildren();
                }
            }
            return change(envelope);
        }
    }

    private @Nullable Row image(JsonParser parser, JsonToken token, @Nullable JsonNode schema)
            throws IOException, UndecodableException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(token, JsonToken.START_OBJECT, "a row");
        return rows.read(parser, schema, (name, ignored) -> {});
    }

    private static void source(JsonParser parser, JsonToken token, Envelope envelope)
            throws IOException, UndecodableException {
        expect(token, JsonToken.START_OBJECT, "the source block");
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "ts_ms" -> envelope.micros = Math.max(envelope.micros, 1000 * parser.getValueAsLong());
                case "ts_us" -> envelope.micros = Math.max(envelope.micros, parser.getValueAsLong());
                case "snapshot" -> envelope.snapshot = value == JsonToken.VALUE_NULL ? "" : parser.getText();
                case "file" -> envelope.file = value == JsonToken.VALUE_NULL ? "" : parser.getText();
                case "pos" -> envelope.pos = parser.getValueAsLong();
                case "row" -> envelope.row = parser.getValueAsInt();
                case "gtid" -> envelope.gtid = value == JsonToken.VALUE_NULL ? null : parser.getText();
                default -> parser.skipChildren();
            }
        }
    }

    private @Nullable ConnectChange change(Envelope envelope) throws UndecodableException {
        int step = envelope.op.equals("d") ? 0 : 1;
        SourcePosition position = new SourcePosition(
                envelope.file, envelope.pos, envelope.row, step, envelope.micros, envelope.gtid);
        ConnectChange.Mark mark = ConnectChange.Mark.of(envelope.snapshot);
        Instant committed = Instant.EPOCH.plus(envelope.micros, ChronoUnit.MICROS);
        return switch (envelope.op) {
            case "r", "c", "u", "d" -> {
                requirePosition(envelope);
                yield new ConnectChange(
                        new RowChange(
                                table.schema().table(),
                                envelope.before,
                                envelope.after,
                                committed,
                                mark.ofSnapshot()),
                        position,
                        mark);
            }
            case "t" -> new ConnectChange(new TableReset(table.schema().table(), "", false), position, mark);
            case "m" -> null;
            case "" ->
                throw new AmbiguousValueException("found a record without op; expected a change envelope. Rows without one"
                        + " are to be declared: source.format: debezium-flat");
            default ->
                throw new UndecodableException(
                        "expected op r, c, u, d, t or m, found '" + shortened(envelope.op) + "'");
        };
    }

    private static void requirePosition(Envelope envelope) throws UndecodableException {
        if (envelope.before == null && envelope.after == null) {
            throw new UndecodableException("expected a row in before or after, found none");
        }
        if (envelope.file.isEmpty()) {
            throw new AmbiguousValueException("found an envelope without source.file; expected one of the MySQL"
                    + " connector, whose position tells a repeated record from a new one");
        }
    }

    private ConnectChange gone(byte @Nullable [] key, Instant stored) throws IOException, UndecodableException {
        return new ConnectChange(
                new RowState(table.schema().table(), key(key), null, stored), null, ConnectChange.Mark.STREAMED);
    }

    private Row key(byte @Nullable [] key) throws IOException, UndecodableException {
        if (key == null) {
            throw new UndecodableException("expected a key with the columns "
                    + table.schema().primaryKey() + ", found none");
        }
        try (JsonParser parser = keySchema.open(key)) {
            expect(parser.nextToken(), JsonToken.START_OBJECT, "a key with the columns " + table.schema().primaryKey());
            return keys.read(parser, keySchema.schema(), (name, ignored) -> {});
        }
    }

    private ConnectChange row(byte[] value, byte @Nullable [] key, Instant stored)
            throws IOException, UndecodableException {
        try (JsonParser parser = valueSchema.open(value)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.VALUE_NULL) {
                return gone(key, stored);
            }
            expect(first, JsonToken.START_OBJECT, "a row");
            FlatFields fields = new FlatFields(stored);
            Row row = rows.read(parser, valueSchema.schema(), fields);
            return new ConnectChange(
                    new RowState(table.schema().table(), row, fields.deleted() ? null : row, fields.committed()),
                    null,
                    ConnectChange.Mark.STREAMED);
        }
    }

    /** What {@code ExtractNewRecordState} adds to a row. */
    private static final class FlatFields implements ConnectRows.Extra {
        private boolean deleted;
        private Instant committed;

        FlatFields(Instant stored) {
            this.committed = stored;
        }

        @Override
        public void read(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "__deleted" -> deleted = parser.getText().equals("true");
                case "__source_ts_ms" -> committed = Instant.ofEpochMilli(parser.getValueAsLong());
                case "before", "after" -> refuseEnvelope(parser);
                default -> {
                    // another column, or metadata that nobody needs
                }
            }
        }

        private static void refuseEnvelope(JsonParser parser) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                throw new AmbiguousValueException(
                        "found a change envelope; expected a flat row, as source.format: debezium-flat says");
            }
        }

        boolean deleted() {
            return deleted;
        }

        Instant committed() {
            return committed;
        }
    }

    private static void expect(@Nullable JsonToken found, JsonToken expected, String what) throws UndecodableException {
        if (found != expected) {
            throw new UndecodableException("expected " + what + ", found " + found);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }
}

package io.rowcast.topic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.TableId;
import io.rowcast.model.TableReset;
import io.rowcast.topic.ConnectChange.Mark;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The fields of a connector's change envelope that matter, as they come. */
final class ConnectEnvelope {
    private @Nullable Row before;
    private @Nullable Row after;
    private String op = "";
    private String snapshot = "";
    private String file = "";
    private long pos;
    private int row;
    private long micros;
    private @Nullable String gtid;

    private ConnectEnvelope() {}

    /**
     * Reads from after the opening brace to the closing one.
     *
     * @param schema of the rows, {@code null} in records without schemas
     */
    static ConnectEnvelope read(JsonParser parser, ConnectRows rows, @Nullable JsonNode schema)
            throws IOException, UndecodableException {
        ConnectEnvelope envelope = new ConnectEnvelope();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "before" -> envelope.before = image(parser, token, rows, schema);
                case "after" -> envelope.after = image(parser, token, rows, schema);
                case "op" -> envelope.op = parser.getText();
                case "source" -> envelope.source(parser, token);
                default -> parser.skipChildren();
            }
        }
        return envelope;
    }

    private static @Nullable Row image(JsonParser parser, JsonToken token, ConnectRows rows, @Nullable JsonNode schema)
            throws IOException, UndecodableException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        ConnectDecoder.expect(token, JsonToken.START_OBJECT, "a row");
        return rows.read(parser, schema, (name, ignored) -> {});
    }

    private void source(JsonParser parser, JsonToken token) throws IOException, UndecodableException {
        ConnectDecoder.expect(token, JsonToken.START_OBJECT, "the source block");
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            String text = parser.nextToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
            switch (name) {
                case "ts_ms" -> micros = Math.max(micros, 1000 * parser.getValueAsLong());
                case "ts_us" -> micros = Math.max(micros, parser.getValueAsLong());
                case "snapshot" -> snapshot = text;
                case "file" -> file = text;
                case "pos" -> pos = parser.getValueAsLong();
                case "row" -> row = parser.getValueAsInt();
                case "gtid" -> gtid = text.isEmpty() ? null : text;
                default -> parser.skipChildren();
            }
        }
    }

    /** What it says; {@code null} for a message that is about no row. */
    @Nullable
    ConnectChange change(TableId table) throws UndecodableException {
        return switch (op) {
            case "r", "c", "u", "d" -> rowChange(table);
            case "t" -> new ConnectChange(new TableReset(table, "", false), position(), mark());
            case "m" -> null;
            case "" ->
                throw new AmbiguousValueException("found a record without op; expected a change envelope. Rows without"
                        + " one are to be declared: source.format: debezium-flat");
            default -> throw new UndecodableException("expected op r, c, u, d, t or m, found '" + shortened(op) + "'");
        };
    }

    private ConnectChange rowChange(TableId table) throws UndecodableException {
        if (before == null && after == null) {
            throw new UndecodableException("expected a row in before or after, found none");
        }
        Instant committed = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        RowChange change = new RowChange(table, before, after, committed, mark().ofSnapshot());
        return new ConnectChange(change, position(), mark());
    }

    private Mark mark() {
        return Mark.of(snapshot);
    }

    private SourcePosition position() {
        if (file.isEmpty()) {
            throw new AmbiguousValueException("found an envelope without source.file; expected one of the MySQL"
                    + " connector, whose position tells a repeated record from a new one");
        }
        return new SourcePosition(file, pos, row, op.equals("d") ? 0 : 1, micros, gtid);
    }

    private static String shortened(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }
}

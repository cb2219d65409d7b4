package io.rowcast.topic;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.model.Column;
import io.rowcast.model.Row;
import io.rowcast.model.RowState;
import java.io.IOException;
import java.time.Instant;
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

    private @Nullable ConnectChange envelope(byte[] value) throws IOException, UndecodableException {
        try (JsonParser parser = valueSchema.open(value)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.VALUE_NULL) {
                return null;
            }
            expect(first, JsonToken.START_OBJECT, "a change envelope");
            JsonNode row = ConnectSchema.field(valueSchema.schema(), "after");
            return ConnectEnvelope.read(parser, rows, row).change(table.schema().table());
        }
    }

    private ConnectChange gone(byte @Nullable [] key, Instant stored) throws IOException, UndecodableException {
        return new ConnectChange(
                new RowState(table.schema().table(), key(key), null, stored), null, ConnectChange.Mark.STREAMED);
    }

    private Row key(byte @Nullable [] key) throws IOException, UndecodableException {
        if (key == null) {
            throw new UndecodableException(
                    "expected a key with the columns " + table.schema().primaryKey() + ", found none");
        }
        try (JsonParser parser = keySchema.open(key)) {
            expect(
                    parser.nextToken(),
                    JsonToken.START_OBJECT,
                    "a key with the columns " + table.schema().primaryKey());
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

    static void expect(@Nullable JsonToken found, JsonToken expected, String what) throws UndecodableException {
        if (found != expected) {
            throw new UndecodableException("expected " + what + ", found " + found);
        }
    }
}

package io.rowcast.topic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rowcast.model.Change;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.SnapshotComplete;
import io.rowcast.model.TableReset;
import io.rowcast.model.TableSchema;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Debezium envelope of one table's records, in one pass, and no further than what matters: our own reader writes that
 * first ({@code DecoderBenchmark}). Not thread-safe: it remembers the shape of the last row.
 */
public final class EnvelopeDecoder {
    private static final JsonFactory JSON = RecordJson.FACTORY;

    private final TableSchema schema;
    private final RowDecoder rows;

    /** Reads all columns. */
    public EnvelopeDecoder(TableSchema schema) {
        this(schema, column -> true);
    }

    /**
     * Passes over what nobody asks for, which saves the making of it: {@code DecoderBenchmark}.
     *
     * @param wanted the columns to be read; the others are taken for NULL
     */
    public EnvelopeDecoder(TableSchema schema, Predicate<String> wanted) {
        this.schema = schema;
        this.rows = new RowDecoder(schema, wanted);
    }

    /**
     * The change that a record says.
     *
     * @param value the record's value, not a tombstone
     * @param generation the header {@link Control#GENERATION}, {@code null} where there is none
     * @throws UndecodableException when it is not an envelope of a known operation
     */
    public Change decode(byte[] value, @Nullable String generation) throws UndecodableException {
        try (JsonParser parser = JSON.createParser(value)) {
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
            return change(envelope(parser), generation);
        } catch (JsonParseException e) {
            // The source is named by offset only: Jackson's own message quotes the row.
            throw new UndecodableException("expected JSON, found something else at byte "
                    + e.getLocation().getByteOffset());
        } catch (IOException e) {
            throw new UndecodableException("expected JSON: " + e.getClass().getSimpleName(), e);
        }
    }

    /**
     * One image of a row by itself, as it stands in {@code before} and {@code after}.
     *
     * @throws IllegalArgumentException when the bytes are something else
     */
    public Row row(byte[] image) {
        try (JsonParser parser = JSON.createParser(image)) {
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
            return rows.decode(parser);
        } catch (IOException | UndecodableException e) {
            throw new IllegalArgumentException("expected the JSON of a row", e);
        }
    }

    /** The fields of the envelope that matter, as they come. */
    private static final class Envelope {
        private static final int BEFORE = 1;
        private static final int AFTER = 1 << 1;
        private static final int OP = 1 << 2;
        private static final int COMMITTED = 1 << 3;
        private static final int SNAPSHOT = 1 << 4;
        private static final int ALL = (1 << 5) - 1;

        @Nullable
        Row before;

        @Nullable
        Row after;

        String op = "";
        long micros;
        boolean snapshot;
        private int found;

        void found(int field) {
            found |= field;
        }

        boolean isComplete() {
            return found == ALL;
        }
    }

    private Envelope envelope(JsonParser parser) throws IOException, UndecodableException {
        Envelope envelope = new Envelope();
        for (String name = parser.nextFieldName(); name != null; name = next(parser, envelope)) {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "before" -> {
                    envelope.before = image(parser, token);
                    envelope.found(Envelope.BEFORE);
                }
                case "after" -> {
                    envelope.after = image(parser, token);
                    envelope.found(Envelope.AFTER);
                }
                case "op" -> {
                    envelope.op = parser.getText();
                    envelope.found(Envelope.OP);
                }
                case "source" -> source(parser, token, envelope);
                default -> parser.skipChildren();
            }
        }
        return envelope;
    }

    /** The name of the next field, {@code null} at the end of the object or when no other field matters. */
    private static @Nullable String next(JsonParser parser, Envelope envelope) throws IOException {
        return envelope.isComplete() ? null : parser.nextFieldName();
    }

    private @Nullable Row image(JsonParser parser, @Nullable JsonToken token) throws IOException, UndecodableException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(parser, token, JsonToken.START_OBJECT);
        return rows.decode(parser);
    }

    private static void source(JsonParser parser, @Nullable JsonToken token, Envelope envelope)
            throws IOException, UndecodableException {
        expect(parser, token, JsonToken.START_OBJECT);
        for (String name = parser.nextFieldName(); name != null; name = next(parser, envelope)) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "ts_ms" -> envelope.micros = Math.max(envelope.micros, 1000 * parser.getValueAsLong());
                case "ts_us" -> {
                    envelope.micros = Math.max(envelope.micros, parser.getValueAsLong());
                    envelope.found(Envelope.COMMITTED);
                }
                case "snapshot" -> {
                    envelope.snapshot =
                            value != JsonToken.VALUE_NULL && value != JsonToken.VALUE_FALSE && isSnapshot(parser);
                    envelope.found(Envelope.SNAPSHOT);
                }
                default -> parser.skipChildren();
            }
        }
    }

    private static boolean isSnapshot(JsonParser parser) throws IOException {
        String text = parser.getText();
        return !text.equals("false") && !text.equals("incremental");
    }

    private Change change(Envelope envelope, @Nullable String generation) throws UndecodableException {
        return switch (envelope.op) {
            case "r", "c", "u", "d" -> rowChange(envelope);
            case Control.RESET -> new TableReset(schema.table(), generation(generation), envelope.snapshot);
            case Control.COMPLETE -> new SnapshotComplete(schema.table(), generation(generation));
            default ->
                throw new UndecodableException(
                        "expected op r, c, u, d, t or m, found '" + shortened(envelope.op) + "'");
        };
    }

    private RowChange rowChange(Envelope envelope) throws UndecodableException {
        if (envelope.before == null && envelope.after == null) {
            throw new UndecodableException("expected a row in before or after, found none");
        }
        Instant committed = Instant.EPOCH.plus(envelope.micros, ChronoUnit.MICROS);
        return new RowChange(schema.table(), envelope.before, envelope.after, committed, envelope.snapshot);
    }

    private static String generation(@Nullable String header) throws UndecodableException {
        if (header == null) {
            throw new UndecodableException("expected the header " + Control.GENERATION + ", found none");
        }
        return header;
    }

    private static void expect(JsonParser parser, @Nullable JsonToken found, JsonToken expected)
            throws UndecodableException {
        if (found != expected) {
            throw new UndecodableException("expected " + expected + ", found " + found + " at byte "
                    + parser.currentTokenLocation().getByteOffset());
        }
    }

    private static String shortened(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }
}

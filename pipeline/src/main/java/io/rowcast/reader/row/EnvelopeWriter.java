package io.rowcast.reader.row;

import com.fasterxml.jackson.core.JsonGenerator;
import io.debezium.data.Envelope.FieldName;
import java.io.IOException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Writes the keys and values of one table's records as compact JSON, straight from Debezium's structs; what the writer needs
 * comes first, so that it need not read the rest. Made once per schema: a table that is altered gets another. For one thread.
 */
public final class EnvelopeWriter {
    private final JsonBytes json;
    private final @Nullable RowWriter key;
    private final RowWriter row;
    private final SourceWriter source;

    /**
     * @param key {@code null} for a table without a primary key
     * @throws UnconvertibleValueException when a column is of a type that has no exact form
     */
    public EnvelopeWriter(JsonBytes json, @Nullable Schema key, Schema envelope) {
        this.json = json;
        this.key = key == null ? null : RowWriter.of(key);
        this.row = RowWriter.of(envelope.field(FieldName.AFTER).schema());
        this.source = new SourceWriter(envelope.field(FieldName.SOURCE).schema());
    }

    /** The key columns in key order, like <code>{"id":42}</code>; {@code null} without a key. */
    public byte @Nullable [] key(@Nullable Object struct) {
        RowWriter writer = key;
        return writer == null || struct == null ? null : json.of(out -> writer.write(out, (Struct) struct));
    }

    /** @throws UnconvertibleValueException when a value of the row has no exact form */
    public byte[] value(Struct envelope) {
        return json.of(out -> envelope(out, envelope));
    }

    private void envelope(JsonGenerator out, Struct envelope) throws IOException {
        out.writeStartObject();
        out.writeStringField(FieldName.OPERATION, envelope.getString(FieldName.OPERATION));
        out.writeFieldName(FieldName.BEFORE);
        image(out, envelope, FieldName.BEFORE);
        out.writeFieldName(FieldName.AFTER);
        image(out, envelope, FieldName.AFTER);
        out.writeFieldName(FieldName.SOURCE);
        source.write(out, envelope.getStruct(FieldName.SOURCE));
        out.writeNumberField(FieldName.TIMESTAMP, envelope.getInt64(FieldName.TIMESTAMP));
        out.writeEndObject();
    }

    private void image(JsonGenerator out, Struct envelope, String side) throws IOException {
        Struct image = (Struct) envelope.getWithoutDefault(side);
        if (image == null) {
            out.writeNull();
        } else {
            row.write(out, image);
        }
    }
}

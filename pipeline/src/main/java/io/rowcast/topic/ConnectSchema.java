package io.rowcast.topic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the payload of a record of Connect's JsonConverter: its schema, or nothing. Record after record
 * begins with the same bytes, which are read once.
 */
final class ConnectSchema {
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());
    private static final byte[] PAYLOAD = ",\"payload\":".getBytes(StandardCharsets.UTF_8);

    private byte[] head = {};
    private @Nullable JsonNode schema;

    /** The schema of the record opened last, {@code null} when it had none. */
    @Nullable
    JsonNode schema() {
        return schema;
    }

    /** A parser of which the next token is the first of the payload. */
    JsonParser open(byte[] record) throws IOException {
        if (head.length == 0 || !startsWithHead(record)) {
            head = head(record);
        }
        return JSON.createParser(record, head.length, record.length - head.length);
    }

    private boolean startsWithHead(byte[] record) {
        return record.length > head.length && Arrays.equals(record, 0, head.length, head, 0, head.length);
    }

    /** Up to the payload, as JsonConverter writes it; nothing when the record is not of the form schema and payload. */
    private byte[] head(byte[] record) throws IOException {
        schema = null;
        try (JsonParser parser = JSON.createParser(record)) {
            if (parser.nextToken() != JsonToken.START_OBJECT || !"schema".equals(parser.nextFieldName())) {
                return new byte[0];
            }
            JsonToken token = parser.nextToken();
            if (token != JsonToken.START_OBJECT && token != JsonToken.VALUE_NULL) {
                return new byte[0];
            }
            JsonNode found = token == JsonToken.START_OBJECT ? JSON.readTree(parser) : null;
            int end = (int) parser.currentLocation().getByteOffset();
            int payload = end + PAYLOAD.length;
            if (record.length < payload || !Arrays.equals(record, end, payload, PAYLOAD, 0, PAYLOAD.length)) {
                return new byte[0];
            }
            schema = found;
            return Arrays.copyOf(record, payload);
        }
    }

    /** The schema of a field of a struct's schema. */
    static @Nullable JsonNode field(@Nullable JsonNode struct, String name) {
        if (struct != null) {
            for (JsonNode field : struct.path("fields")) {
                if (field.path("field").asText().equals(name)) {
                    return field;
                }
            }
        }
        return null;
    }
}

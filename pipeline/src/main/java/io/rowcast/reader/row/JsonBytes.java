package io.rowcast.reader.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;

/** Writes one JSON value after the other into the same buffer. For one thread. */
public final class JsonBytes {
    /** Characters beyond 16 bits are written as what they are, not as escapes. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private static final int FIRST_SIZE = 2_048;
    private static final int LARGEST_KEPT = 1 << 20;

    /** What writes the value. */
    @FunctionalInterface
    public interface Content {
        void writeTo(JsonGenerator out) throws IOException;
    }

    private ByteArrayBuilder buffer = new ByteArrayBuilder(FIRST_SIZE);

    /** The bytes of the value that {@code content} writes, in an array of their own. */
    public byte[] of(Content content) {
        buffer.reset();
        try (JsonGenerator out = JSON.createGenerator(buffer)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("writing into memory failed", e);
        }
        byte[] bytes = buffer.toByteArray();
        if (bytes.length > LARGEST_KEPT) {
            buffer = new ByteArrayBuilder(FIRST_SIZE);
        }
        return bytes;
    }
}

package io.rowcast.reader;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;

/** Writes one JSON value after the other into the same buffer. For one thread. */
final class JsonBytes {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int FIRST_SIZE = 2_048;
    private static final int LARGEST_KEPT = 1 << 20;

    /** What writes the value. */
    @FunctionalInterface
    interface Content {
        void writeTo(JsonGenerator out) throws IOException;
    }

    private ByteArrayBuilder buffer = new ByteArrayBuilder(FIRST_SIZE);

    /** The bytes of the value that {@code content} writes, in an array of their own. */
    byte[] of(Content content) {
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

package io.rowcast.reader;

import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** About how much memory a record takes: what is long in it is text or bytes, the rest is a constant per field. */
final class RecordSize {
    private static final int PER_RECORD = 500;
    private static final int PER_FIELD = 24;

    private RecordSize() {}

    /** Bytes, right to a small factor; enough to bound a queue. */
    static long estimate(SourceRecord record) {
        if (!(record.value() instanceof Struct value) || value.schema().field("after") == null) {
            return PER_RECORD;
        }
        return PER_RECORD
                + row((Struct) value.getWithoutDefault("before"))
                + row((Struct) value.getWithoutDefault("after"));
    }

    private static long row(@Nullable Struct row) {
        if (row == null) {
            return 0;
        }
        long bytes = 0;
        for (Field field : row.schema().fields()) {
            bytes += PER_FIELD + value(row.get(field));
        }
        return bytes;
    }

    private static long value(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof ByteBuffer buffer) {
            return buffer.remaining();
        }
        return value instanceof byte[] array ? array.length : 0;
    }
}

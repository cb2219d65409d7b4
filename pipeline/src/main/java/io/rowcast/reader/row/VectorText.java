package io.rowcast.reader.row;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A VECTOR as a JSON array: each element the shortest text of the single-precision number. */
final class VectorText {

    private VectorText() {}

    /** @param value as the binlog client and JDBC give it */
    static String of(Object value) {
        if (value instanceof float[] elements) {
            return of(elements);
        }
        if (value instanceof byte[] bytes) {
            float[] elements = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(elements);
            return of(elements);
        }
        throw UnconvertibleValueException.unexpected("a vector", value);
    }

    private static String of(float[] elements) {
        StringBuilder text = new StringBuilder(elements.length * 10).append('[');
        for (int i = 0; i < elements.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(NumberText.single(elements[i]));
        }
        return text.append(']').toString();
    }
}

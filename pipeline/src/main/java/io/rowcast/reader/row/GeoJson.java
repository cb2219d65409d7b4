package io.rowcast.reader.row;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A spatial value of MySQL's own form as {@link io.rowcast.model.GeoJson}. */
final class GeoJson {

    private GeoJson() {}

    /** @param value four bytes of SRID, then WKB in which longitude (x) is first */
    static String of(Object value) {
        if (!(value instanceof byte[] bytes) || bytes.length < Integer.BYTES) {
            throw UnconvertibleValueException.unexpected("a spatial value", value);
        }
        int srid = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        try {
            return io.rowcast.model.GeoJson.of(srid, Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
        } catch (IllegalArgumentException e) {
            throw new UnconvertibleValueException(String.valueOf(e.getMessage()));
        }
    }
}

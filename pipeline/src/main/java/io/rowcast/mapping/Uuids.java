package io.rowcast.mapping;

import java.nio.ByteBuffer;
import java.util.UUID;

/** UUIDs that are stored as BINARY(16). */
final class Uuids {
    private static final int LENGTH = 16;
    private static final int HALF = 32;
    private static final int QUARTER = 16;

    private Uuids() {}

    /**
     * As MySQL's {@code BIN_TO_UUID}.
     *
     * @param swapped whether the high part of the time was stored first
     */
    static String text(byte[] bytes, boolean swapped) {
        if (bytes.length != LENGTH) {
            throw new FunctionFailure("expected the 16 bytes of a UUID");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long high = buffer.getLong();
        long low = buffer.getLong();
        return new UUID(swapped ? swapped(high) : high, low).toString();
    }

    private static long swapped(long high) {
        return high << HALF | (high >>> HALF & 0xFFFF) << QUARTER | high >>> (HALF + QUARTER);
    }
}

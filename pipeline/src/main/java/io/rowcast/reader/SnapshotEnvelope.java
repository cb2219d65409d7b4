package io.rowcast.reader;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The envelope of the rows of one snapshot, which differ in nothing but the row. */
final class SnapshotEnvelope {
    private final byte[] before;
    private final byte[] behind;

    /** @param source the JSON of the {@code source} block that all rows share */
    SnapshotEnvelope(String source, long now) {
        before = "{\"before\":null,\"after\":".getBytes(StandardCharsets.UTF_8);
        behind = (",\"source\":" + source + ",\"op\":\"r\",\"ts_ms\":" + now + "}").getBytes(StandardCharsets.UTF_8);
    }

    /** @param row the JSON of the row */
    byte[] of(byte[] row) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(before.length + row.length + behind.length);
        out.writeBytes(before);
        out.writeBytes(row);
        out.writeBytes(behind);
        return out.toByteArray();
    }
}

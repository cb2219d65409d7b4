package io.rowcast.topic;

import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.zip.CRC32;

/**
 * The name of what a table looked like when a record was written. The topic {@link TopicNames#schemas()} keeps every
 * version under a key of its own, next to the newest under the name of the table.
 */
public final class SchemaVersion {
    /** Record header, UTF-8: the version that a row, a reset or a finished snapshot was written under. */
    public static final String HEADER = "rowcast.schema";

    private SchemaVersion() {}

    /** Eight hex digits that depend on nothing but the schema. */
    public static String of(TableSchema schema) {
        CRC32 crc = new CRC32();
        crc.update(SchemaCodec.encode(schema));
        return String.format("%08x", crc.getValue());
    }

    /** The key of the version in the topic of schemas. */
    public static String key(TableId table, String version) {
        return table + "#" + version;
    }
}

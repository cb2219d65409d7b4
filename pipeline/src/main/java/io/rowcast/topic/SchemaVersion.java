package io.rowcast.topic;

import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.zip.CRC32;

/**
 * The name of what a table looked like when a record was written: the same columns, types and key give the same name,
 * whoever works it out, and however often. Every record of a row and every record about a table carries it.
 */
public final class SchemaVersion {
    /** Record header, UTF-8: the version of the schema that the record was written with. */
    public static final String HEADER = "rowcast.schema";

    private SchemaVersion() {}

    /** Eight hexadecimal digits. */
    public static String of(TableSchema schema) {
        CRC32 crc = new CRC32();
        crc.update(SchemaCodec.encode(schema));
        return String.format("%08x", crc.getValue());
    }

    /** The key in {@link TopicNames#schemas()} under which that version of the table's schema stays for ever. */
    public static String key(TableId table, String version) {
        return table + "#" + version;
    }
}

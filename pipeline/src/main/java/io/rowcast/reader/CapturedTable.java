package io.rowcast.reader;

import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.Optional;

/**
 * A table to capture.
 *
 * @param unaligned empty when its rows may be spread over partitions; else one sentence saying which output needs the
 *     whole table in order, and how that could be changed
 */
public record CapturedTable(TableSchema schema, Optional<String> unaligned) {

    public TableId table() {
        return schema.table();
    }
}

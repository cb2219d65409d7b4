package io.rowcast.reader.kafka;

import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.Optional;
import java.util.Set;

/**
 * A table to capture.
 *
 * @param schema with the key that its mapping gives it
 * @param unaligned empty when its rows may be spread over partitions; else one sentence saying which output needs the
 *     whole table in order, and how that could be changed
 * @param columns those that decide what the rows become, so that a change of another costs nothing; empty for all
 */
public record CapturedTable(TableSchema schema, Optional<String> unaligned, Optional<Set<String>> columns) {

    public CapturedTable(TableSchema schema, Optional<String> unaligned) {
        this(schema, unaligned, Optional.empty());
    }

    public TableId table() {
        return schema.table();
    }
}

package io.rowcast.reader;

import io.rowcast.model.TableId;
import io.rowcast.model.TablePattern;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.kafka.CapturedTable;
import java.util.List;
import java.util.function.Function;

/**
 * Which tables are captured, now and when they come into being, and how.
 *
 * @param mapped what the mappings want of a table that matches; it throws
 *     {@link io.rowcast.config.InvalidConfigException} when they do not fit its columns
 */
public record Capture(List<TablePattern> patterns, Function<TableSchema, CapturedTable> mapped) {

    public Capture {
        patterns = List.copyOf(patterns);
    }

    boolean includes(TableId table) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(table));
    }
}

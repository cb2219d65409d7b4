package io.rowcast.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row as it is, from a source that does not say how it was before: all that is known of the old row are the columns
 * of its primary key.
 *
 * @param key a row that has at least the columns of the primary key
 * @param after {@code null} when the row is gone
 * @param committed when MySQL committed it, or when Kafka took it
 */
public record RowState(TableId table, Row key, @Nullable Row after, Instant committed) implements Change {}

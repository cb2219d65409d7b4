package io.rowcast.topic;

import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What is known of the tables whose records are read. Not thread-safe. */
public interface TableSchemas extends AutoCloseable {

    /** Reads on, waiting for at most {@code timeout}; returns whether there was anything new. */
    boolean poll(Duration timeout);

    /** Whether all that there was to know at the start is known. */
    boolean isRead();

    /** What the captured tables look like now, as far as was read. */
    Map<TableId, TableSchema> newest();

    /** What a table looks like now; empty when it is not captured. */
    Optional<TableSchema> newest(TableId table);

    /** What a table looked like in that version; empty when it was not read yet. */
    Optional<TableSchema> version(TableId table, String version);

    /** All that a table ever looked like, by the names of the versions. */
    Map<String, TableSchema> versions(TableId table);

    @Override
    void close();
}

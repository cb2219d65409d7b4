package io.rowcast.reader;

import io.rowcast.model.TableId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all tables of the captured databases look like at the place in the binlog that was read up to. Filled from the
 * schema history before the first record comes, then brought forward by the thread that commits.
 */
final class Definitions {
    private final Map<TableId, TableDefinition> definitions = new ConcurrentHashMap<>();

    Optional<TableDefinition> of(TableId table) {
        return Optional.ofNullable(definitions.get(table));
    }

    void put(TableId table, TableDefinition definition) {
        definitions.put(table, definition);
    }

    void remove(TableId table) {
        definitions.remove(table);
    }

    void removeDatabase(String database) {
        definitions.keySet().removeIf(table -> table.database().equals(database));
    }
}

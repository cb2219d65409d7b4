package io.rowcast.topic;

import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What MySQL said of the tables at the start: topics that others fill tell nothing of them. */
public final class KnownSchemas implements TableSchemas {
    private final Map<TableId, TableSchema> schemas;

    public KnownSchemas(Map<TableId, TableSchema> schemas) {
        this.schemas = Map.copyOf(schemas);
    }

    @Override
    public boolean poll(Duration timeout) {
        return false;
    }

    @Override
    public boolean isRead() {
        return true;
    }

    @Override
    public Map<TableId, TableSchema> newest() {
        return schemas;
    }

    @Override
    public Optional<TableSchema> newest(TableId table) {
        return Optional.ofNullable(schemas.get(table));
    }

    @Override
    public Optional<TableSchema> version(TableId table, String version) {
        return newest(table).filter(schema -> SchemaVersion.of(schema).equals(version));
    }

    @Override
    public Map<String, TableSchema> versions(TableId table) {
        return newest(table)
                .map(schema -> Map.of(SchemaVersion.of(schema), schema))
                .orElse(Map.of());
    }

    @Override
    public void close() {
        // nothing is open
    }
}

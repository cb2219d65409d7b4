package io.rowcast.writer;

import io.rowcast.mapping.Mapping;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The same mapping for each table that matches.
 *
 * @param text a mapping file in which {@code $db} and {@code $table} stand for the names of the table
 */
record MappingOfEach(Predicate<TableId> pattern, String text) implements MappingSource {

    @Override
    public Set<TableId> awaited() {
        return Set.of();
    }

    @Override
    public boolean wants(TableId table) {
        return pattern.test(table);
    }

    @Override
    public List<Mapping> all(Map<TableId, TableSchema> schemas) {
        return file(schemas.keySet()).all(schemas);
    }

    @Override
    public Mapping one(TableSchema schema) {
        return file(Set.of(schema.table())).one(schema);
    }

    private TestMappings file(Set<TableId> tables) {
        List<String> files = new ArrayList<>();
        tables.forEach(table -> files.add(text.replace("$db", table.database()).replace("$table", table.table())));
        return TestMappings.of(files.toArray(String[]::new));
    }
}

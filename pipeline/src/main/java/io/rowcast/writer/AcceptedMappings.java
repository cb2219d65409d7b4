package io.rowcast.writer;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.mapping.Mapping;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles mappings for what single tables look like, and sees to it that each goes together with those of all other
 * tables: a column that changed its type can change the keys that a table owns.
 */
final class AcceptedMappings {
    private final MappingSource source;
    private final Map<TableId, Accepted> accepted = new LinkedHashMap<>();

    /** @param schema as the reader described it; that of the mapping may have other key columns */
    private record Accepted(TableSchema schema, Mapping mapping) {}

    AcceptedMappings(MappingSource source) {
        this.source = source;
    }

    /**
     * Accepts the mappings of tables all at once. Where one does not fit what the table looks like now, that of an
     * earlier time will do; where it fits none, nothing of the table is accepted.
     *
     * @param tables what each table looks and looked like, the newest first
     * @throws InvalidConfigException when those that fit do not go together, or a table that is awaited has none
     */
    void accept(List<List<TableSchema>> tables) {
        List<TableSchema> schemas = tables.stream().map(forms -> forms.get(0)).toList();
        try {
            acceptAll(schemas);
        } catch (InvalidConfigException e) {
            // Said again of each table that is concerned, when a record of it comes.
            acceptAll(fitting(tables));
        }
    }

    private void acceptAll(List<TableSchema> candidates) {
        Map<TableId, TableSchema> schemas = with(candidates);
        for (Mapping mapping : source.all(schemas)) {
            TableSchema schema = schemas.get(mapping.table());
            if (schema != null) {
                accepted.put(mapping.table(), new Accepted(schema, mapping));
            }
        }
    }

    private List<TableSchema> fitting(List<List<TableSchema>> tables) {
        List<TableSchema> fitting = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (List<TableSchema> forms : tables) {
            Optional<TableSchema> fits =
                    forms.stream().filter(form -> problems(form).isEmpty()).findFirst();
            fits.ifPresent(fitting::add);
            if (fits.isEmpty() && source.awaited().contains(forms.get(0).table())) {
                problems.addAll(problems(forms.get(0)));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return fitting;
    }

    private List<Problem> problems(TableSchema schema) {
        try {
            source.one(schema);
            return List.of();
        } catch (InvalidConfigException e) {
            return e.problems();
        }
    }

    /**
     * The mapping for what a table looks or looked like.
     *
     * @param current whether the table looks like that now, so that others have to go together with it
     * @throws InvalidConfigException when it does not fit, or not together with the others
     */
    Mapping compile(TableSchema schema, boolean current) {
        Accepted known = accepted.get(schema.table());
        if (known != null && known.schema().equals(schema)) {
            return known.mapping();
        }
        Mapping mapping = source.one(schema);
        if (known == null || !known.mapping().keySpaces().equals(mapping.keySpaces())) {
            source.all(with(List.of(schema)));
        }
        if (known == null || current) {
            accepted.put(mapping.table(), new Accepted(schema, mapping));
        }
        return mapping;
    }

    private Map<TableId, TableSchema> with(Collection<TableSchema> candidates) {
        Map<TableId, TableSchema> schemas = new LinkedHashMap<>();
        accepted.forEach((table, known) -> schemas.put(table, known.schema()));
        candidates.forEach(schema -> schemas.put(schema.table(), schema));
        return schemas;
    }
}

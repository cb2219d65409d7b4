package io.rowcast.reader;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.catalog.CatalogTable;
import io.rowcast.reader.kafka.CapturedTable;
import io.rowcast.topic.TopicNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables that a session starts with: those that MySQL has now, and those that it had when the session before read.
 *
 * @param keys by which the engine is to key records, where that is not the primary key
 */
record CaptureStart(List<CapturedTable> tables, Map<TableId, List<String>> keys) {

    /**
     * @param found in MySQL
     * @param published by the session before; empty when there was none
     * @throws InvalidConfigException when no mapping fits a new table
     */
    static CaptureStart of(
            Capture capture,
            Collection<CatalogTable> found,
            Map<TableId, TableSchema> published,
            CapturedTables known) {
        List<CapturedTable> tables = new ArrayList<>();
        Map<TableId, List<String>> keys = new HashMap<>();
        Map<TableId, TableSchema> gone = new HashMap<>(published);
        for (CatalogTable table : found) {
            TableId id = table.schema().table();
            CapturedTable captured =
                    gone.remove(id) == null ? capture.mapped().apply(table.schema()) : known.fitting(table.schema());
            tables.add(captured);
            List<String> key = captured.schema().primaryKey();
            if (!key.isEmpty() && !(table.primary() && key.equals(table.schema().primaryKey()))) {
                keys.put(id, key);
            }
        }
        gone.values().stream()
                .filter(schema -> capture.includes(schema.table()))
                .forEach(schema -> tables.add(known.fitting(schema)));
        return new CaptureStart(tables, keys);
    }

    /**
     * The tables that were not captured by the session before.
     *
     * @throws InvalidConfigException naming those whose database the schema history does not know
     */
    List<TableId> joining(TopicNames topics, Set<TableId> published) {
        Set<String> databases = published.stream().map(TableId::database).collect(Collectors.toSet());
        List<TableId> joining = tables.stream()
                .map(CapturedTable::table)
                .filter(table -> !published.contains(table))
                .toList();
        List<Problem> problems = joining.stream()
                .filter(table -> !databases.contains(table.database()))
                .map(table -> new Problem(
                        "mappings",
                        table.toString(),
                        "found: a table of a database of which pipeline '" + topics.pipeline()
                                + "' has captured nothing so far; expected: tables of " + databases
                                + ". Run 'rowcast recover' once: the next start takes a new snapshot of all tables"))
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return joining;
    }
}

package io.rowcast.topic;

import io.rowcast.model.ColumnDefinition;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.Map;
import java.util.Set;

/**
 * A Kafka Connect that fills the topics of the tables with Debezium's MySQL connector.
 *
 * @param prefix the connector's {@code topic.prefix}
 * @param flat whether the records are rows as {@code ExtractNewRecordState} makes them, and no envelopes
 * @param schemas the tables, as MySQL has them now
 * @param definitions what it declares of their columns
 */
public record ConnectSource(
        String prefix,
        boolean flat,
        ConnectModes modes,
        Map<TableId, TableSchema> schemas,
        Map<TableId, Map<String, ColumnDefinition>> definitions) {

    public ConnectSource {
        schemas = Map.copyOf(schemas);
        definitions = Map.copyOf(definitions);
    }

    /**
     * A decoder of the records of a table.
     *
     * @param columns those that are of interest; the records may have others in whatever form
     */
    public ConnectDecoder decoder(TableSchema schema, Set<String> columns) {
        TableSchema read = new TableSchema(
                schema.table(),
                schema.columns().stream()
                        .filter(column -> columns.contains(column.name()))
                        .toList(),
                schema.primaryKey());
        ConnectTable table = new ConnectTable(read, definitions.getOrDefault(schema.table(), Map.of()));
        return new ConnectDecoder(table, modes, flat);
    }
}

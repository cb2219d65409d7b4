package io.rowcast.topic;

import io.rowcast.model.Column;
import io.rowcast.model.ColumnDefinition;
import io.rowcast.model.TableSchema;
import java.util.Map;

/**
 * A table whose topic Kafka Connect fills, as MySQL has it now.
 *
 * @param schema the columns that are of interest; all others in the records are passed over
 * @param definitions of these columns, by name
 */
public record ConnectTable(TableSchema schema, Map<String, ColumnDefinition> definitions) {

    public ConnectTable {
        definitions = Map.copyOf(definitions);
    }

    ColumnDefinition definition(Column column) {
        ColumnDefinition definition = definitions.get(column.name());
        if (definition == null) {
            throw new IllegalArgumentException("no definition of " + schema.table() + "." + column.name());
        }
        return definition;
    }
}

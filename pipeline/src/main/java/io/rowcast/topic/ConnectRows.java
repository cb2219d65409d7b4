package io.rowcast.topic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnDefinition;
import io.rowcast.model.Row;
import io.rowcast.model.RowShape;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rows of a topic that Kafka Connect fills; what depends on their schema is worked out once. */
final class ConnectRows {
    private final ConnectTable table;
    private final ConnectModes modes;
    private final List<Column> columns;
    private final RowShape shape;
    private final Map<String, ConnectColumn> readers = new HashMap<>();
    private @Nullable JsonNode schema;

    /** @param columns those that the rows have to have */
    ConnectRows(ConnectTable table, ConnectModes modes, List<Column> columns) {
        this.table = table;
        this.modes = modes;
        this.columns = columns;
        this.shape = new RowShape(columns.stream().map(Column::name).toList());
        prepare(null);
    }

    private void prepare(@Nullable JsonNode struct) {
        schema = struct;
        readers.clear();
        for (Column column : columns) {
            JsonNode field = ConnectSchema.field(struct, column.name());
            if (field != null || struct == null) {
                readers.put(column.name(), new ConnectColumn(column, table.definition(column), field, modes));
            }
        }
    }

    /** What a field means that is no column. */
    interface Extra {
        void read(String name, JsonParser parser) throws IOException;
    }

    /**
     * Reads from after the opening brace to the closing one.
     *
     * @param struct the schema of the row, {@code null} in records without schemas
     */
    Row read(JsonParser parser, @Nullable JsonNode struct, Extra extra) throws IOException, UndecodableException {
        if (struct != schema) {
            prepare(struct);
        }
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        boolean[] found = new boolean[columns.size()];
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            int index = shape.indexOf(name);
            ConnectColumn reader = index < 0 ? null : readers.get(name);
            var token = parser.nextToken();
            if (reader != null) {
                values[index] = reader.read(parser, token);
                found[index] = true;
            } else {
                extra.read(name, parser);
                parser.skipChildren();
            }
        }
        requireAll(found);
        return new Row(shape, values);
    }

    /** A row older than its column shows NULL, if MySQL does too. */
    private void requireAll(boolean[] found) {
        for (int i = 0; i < found.length; i++) {
            Column column = columns.get(i);
            ColumnDefinition definition = table.definition(column);
            if (!found[i] && (!definition.nullable() || definition.defaulted())) {
                throw new AmbiguousValueException("found a row without the column " + column.name()
                        + "; expected all that the mapping reads. If column.exclude.list or a transform of the connector"
                        + " takes it out, let it in; if the topic is older than the column, take a new snapshot");
            }
        }
    }
}

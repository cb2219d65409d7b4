package io.rowcast.reader;

import io.debezium.relational.Column;
import io.debezium.relational.Table;
import io.debezium.relational.history.ConnectTableChangeSerializer;
import io.rowcast.model.ColumnTypes;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * What Debezium knows of a table: all about its columns that decides which values they hold, so that two definitions can be
 * compared, and its key.
 */
record TableDefinition(List<Definition> columns, List<String> key) {

    /** A column: {@code options} are those of an ENUM or SET. */
    record Definition(
            String name,
            String type,
            int length,
            int scale,
            @Nullable String charset,
            boolean nullable,
            boolean generated,
            List<String> options) {}

    static TableDefinition of(Table table) {
        return new TableDefinition(
                table.columns().stream().map(TableDefinition::column).toList(),
                List.copyOf(table.primaryKeyColumnNames()));
    }

    private static Definition column(Column column) {
        return new Definition(
                column.name(),
                column.typeName(),
                Math.max(0, column.length()),
                column.scale().orElse(0),
                column.charsetName(),
                column.isOptional(),
                column.isGenerated(),
                column.enumValues() == null ? List.of() : List.copyOf(column.enumValues()));
    }

    /** @param table as {@link ConnectTableChangeSerializer} writes it */
    static TableDefinition of(Struct table) {
        return new TableDefinition(
                table.<Struct>getArray(ConnectTableChangeSerializer.COLUMNS_KEY).stream()
                        .map(TableDefinition::column)
                        .toList(),
                List.copyOf(table.getArray(ConnectTableChangeSerializer.PRIMARY_KEY_COLUMN_NAMES_KEY)));
    }

    private static Definition column(Struct column) {
        Integer length = column.getInt32(ConnectTableChangeSerializer.LENGTH_KEY);
        Integer scale = column.getInt32(ConnectTableChangeSerializer.SCALE_KEY);
        List<String> options = column.getArray(ConnectTableChangeSerializer.ENUM_VALUES);
        return new Definition(
                column.getString(ConnectTableChangeSerializer.NAME_KEY),
                column.getString(ConnectTableChangeSerializer.TYPE_NAME_KEY),
                length == null ? 0 : Math.max(0, length),
                scale == null ? 0 : scale,
                column.getString(ConnectTableChangeSerializer.CHARSET_NAME_KEY),
                Boolean.TRUE.equals(column.getBoolean(ConnectTableChangeSerializer.OPTIONAL_KEY)),
                Boolean.TRUE.equals(column.getBoolean(ConnectTableChangeSerializer.GENERATED_KEY)),
                options == null ? List.of() : List.copyOf(options));
    }

    /**
     * Whether rows of the one differ from rows of the other in what a mapping sees.
     *
     * @param read the columns that matter; empty for all, in their order
     */
    boolean differs(TableDefinition other, Set<String> read) {
        Predicate<Definition> matters =
                read.isEmpty() ? column -> true : column -> read.contains(column.name) || key.contains(column.name);
        if (!key.equals(other.key)) {
            return true;
        }
        List<Definition> mine = columns.stream().filter(matters).toList();
        List<Definition> others = other.columns.stream().filter(matters).toList();
        return read.isEmpty() ? !mine.equals(others) : !Set.copyOf(mine).equals(Set.copyOf(others));
    }

    /** The same as the mapping knows it. */
    TableSchema schema(TableId table) {
        return new TableSchema(
                table,
                columns.stream()
                        .map(column -> new io.rowcast.model.Column(
                                column.name, ColumnTypes.written(column.type, column.length), column.nullable))
                        .toList(),
                key);
    }
}

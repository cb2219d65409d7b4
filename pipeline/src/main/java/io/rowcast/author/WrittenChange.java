package io.rowcast.author;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.config.Problem;
import io.rowcast.model.Column;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table and a change of one of its rows, written in files of JSON or YAML by people. */
public final class WrittenChange {
    private final WrittenTable table;

    private WrittenChange(WrittenTable table) {
        this.table = table;
    }

    /** Of a table as MySQL has it. */
    public static WrittenChange of(TableSchema schema) {
        Map<String, WrittenType> types = new LinkedHashMap<>();
        for (Column column : schema.columns()) {
            types.put(column.name(), new WrittenType(column.type(), column.nullable(), WrittenType.AS_WRITTEN));
        }
        return new WrittenChange(new WrittenTable(schema, types));
    }

    /**
     * Of a table as a file has it, which may be a file of cases.
     *
     * @throws InvalidConfigException with all problems of the file
     */
    public static WrittenChange of(MappingText schema, TableId table) {
        List<Problem> problems = new ArrayList<>();
        WrittenTable written = WrittenTable.read(
                WrittenYaml.parse(schema),
                table,
                (path, message) -> problems.add(new Problem(schema.file(), path, message)));
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return new WrittenChange(written);
    }

    public TableSchema schema() {
        return table.schema();
    }

    /**
     * What the reader makes of the change: two of them for another primary key.
     *
     * @throws InvalidConfigException when a file does not go with the table
     */
    public List<RowChange> changes(Optional<MappingText> before, Optional<MappingText> after) {
        Row was = before.map(this::row).orElse(null);
        Row is = after.map(this::row).orElse(null);
        return was != null && is != null && !sameKey(was, is)
                ? List.of(change(was, null), change(null, is))
                : List.of(change(was, is));
    }

    /**
     * A row of which some values are known.
     *
     * @param texts by column
     * @throws IllegalArgumentException when they do not go with the table
     */
    public Row row(Map<String, String> texts) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        texts.forEach(values::put);
        return table.row(values, null);
    }

    private Row row(MappingText text) {
        try {
            return table.row(WrittenYaml.parse(text), null);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException(List.of(new Problem(text.file(), "", String.valueOf(e.getMessage()))));
        }
    }

    private boolean sameKey(Row one, Row other) {
        return schema().primaryKey().stream().allMatch(column -> Objects.equals(one.get(column), other.get(column)));
    }

    private RowChange change(@Nullable Row before, @Nullable Row after) {
        return new RowChange(schema().table(), before, after, Instant.EPOCH, false);
    }
}

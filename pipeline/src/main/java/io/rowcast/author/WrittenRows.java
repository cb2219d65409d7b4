package io.rowcast.author;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.TableSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of a case's table while its steps are read, and the change that each step makes of them. */
final class WrittenRows {
    private final WrittenTable table;
    private final JsonNode usual;
    /** The row touched last is at the end. */
    private final List<Row> rows = new ArrayList<>();

    /** @param usual the values of an insert that it does not give itself */
    WrittenRows(WrittenTable table, JsonNode usual) {
        this.table = table;
        this.usual = usual;
    }

    /** @throws IllegalArgumentException when MySQL would refuse it, or it is not clear which row is meant */
    List<RowChange> insert(JsonNode given) {
        Row row = table.row(given, usual.isObject() ? table.row(usual, null) : null);
        List<String> missing = table.types().entrySet().stream()
                .filter(column -> !column.getValue().nullable() && row.get(column.getKey()) == null)
                .map(Map.Entry::getKey)
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("found no value of " + String.join(", ", missing)
                    + "; expected one, as these columns are not declared to be null");
        }
        if (!key().isEmpty() && rows.stream().anyMatch(other -> sameKey(other, row))) {
            throw new IllegalArgumentException("found a row with that key already; expected another " + key());
        }
        rows.add(row);
        return List.of(change(null, row));
    }

    /** A changed primary key is a delete and an insert, as the reader has it. */
    List<RowChange> update(JsonNode given, JsonNode where) {
        Row before = take(where);
        Row after = table.row(given, before);
        rows.add(after);
        return key().isEmpty() || sameKey(before, after)
                ? List.of(change(before, after))
                : List.of(change(before, null), change(null, after));
    }

    List<RowChange> delete(JsonNode where) {
        return List.of(change(take(where), null));
    }

    /** The last row touched, of those with all values that are given. */
    private Row take(JsonNode where) {
        JsonNode given = where.isObject() ? where : JsonNodeFactory.instance.objectNode();
        Row wanted = table.row(given, null);
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (matches(rows.get(i), wanted, given)) {
                return rows.remove(i);
            }
        }
        throw new IllegalArgumentException(
                rows.isEmpty()
                        ? "found no row yet; expected an insert before"
                        : "found no row with " + given + "; expected one of those inserted before");
    }

    private static boolean matches(Row row, Row wanted, JsonNode given) {
        boolean[] same = {true};
        given.fieldNames().forEachRemaining(name -> same[0] &= Objects.equals(row.get(name), wanted.get(name)));
        return same[0];
    }

    private boolean sameKey(Row one, Row other) {
        return Arrays.equals(values(one), values(other));
    }

    private @Nullable Object[] values(Row row) {
        return key().stream().map(row::get).toArray();
    }

    private List<String> key() {
        return schema().primaryKey();
    }

    private TableSchema schema() {
        return table.schema();
    }

    private RowChange change(@Nullable Row before, @Nullable Row after) {
        return new RowChange(schema().table(), before, after, Instant.EPOCH, false);
    }
}

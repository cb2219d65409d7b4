package io.rowcast.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The column names that all rows of a table share, so that a {@link Row} is no more than its values. */
public final class RowShape {
    private final List<String> columns;
    private final Map<String, Integer> indexes = new HashMap<>();

    public RowShape(List<String> columns) {
        this.columns = List.copyOf(columns);
        for (int i = 0; i < this.columns.size(); i++) {
            indexes.put(this.columns.get(i), i);
        }
    }

    public List<String> columns() {
        return columns;
    }

    /** Where the column stands, -1 when there is none of that name. */
    public int indexOf(String column) {
        Integer index = indexes.get(column);
        return index == null ? -1 : index;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof RowShape shape && columns.equals(shape.columns));
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }
}

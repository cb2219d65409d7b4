package io.rowcast.mapping;

import io.rowcast.model.ColumnType;
import io.rowcast.model.JsonText;
import io.rowcast.model.Row;
import io.rowcast.model.RowShape;
import io.rowcast.model.TableSchema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row, before or after, while its entries are computed: finds columns by number, keeps what was computed of it. */
final class RowImage {
    /** Where the columns of the mapping stand in rows of one shape, -1 for one that those rows do not have. */
    static final class Layout {
        private final RowShape shape;
        private final int[] indexes;

        private Layout(RowShape shape, int[] indexes) {
            this.shape = shape;
            this.indexes = indexes;
        }

        static Layout of(TableSchema schema, RowShape shape) {
            int[] indexes = new int[schema.columns().size()];
            for (int i = 0; i < indexes.length; i++) {
                indexes[i] = shape.indexOf(schema.columns().get(i).name());
            }
            return new Layout(shape, indexes);
        }

        boolean fits(RowShape other) {
            return shape.equals(other);
        }
    }

    private final Row row;
    private final int[] indexes;
    private final @Nullable Object[] lets;
    private @Nullable Object @Nullable [] documents;
    private @Nullable Object element;

    RowImage(Row row, Layout layout, int lets) {
        this.row = row;
        this.indexes = layout.indexes;
        this.lets = new Object[lets];
    }

    /** The value of the column with that place in the schema; {@code null} also for one that this row does not have. */
    @Nullable
    Object column(int number) {
        int index = indexes[number];
        return index < 0 ? null : row.value(index);
    }

    /** A column's value as CEL wants it; a JSON document is read once, however often expressions ask for it. */
    Object celValue(int number, ColumnType type) {
        Object value = column(number);
        if (!(value instanceof JsonText)) {
            return CelValues.of(type, value);
        }
        if (documents == null) {
            documents = new Object[indexes.length];
        }
        Object known = documents[number];
        if (known == null) {
            known = CelValues.of(type, value);
            documents[number] = known;
        }
        return known;
    }

    /** What {@code each} is at; asked for only while it is at one. */
    Object element() {
        return Objects.requireNonNull(element);
    }

    void element(Object next) {
        element = next;
    }

    /** A let's CEL value, computed the first time it is asked for. */
    Object let(int number, Expression expression) {
        Object known = lets[number];
        if (known == null) {
            known = expression.celValue(this);
            lets[number] = known;
        }
        return known;
    }
}

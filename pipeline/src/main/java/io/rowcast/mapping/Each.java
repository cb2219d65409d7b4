package io.rowcast.mapping;

import dev.cel.common.values.NullValue;
import java.util.List;

/**
 * {@code each: {name: expression}}: the output has a place for each element of a list, most often of a JSON array.
 *
 * @param path where it is written, for errors
 */
record Each(Expression list, String path) {

    /** None for NULL. */
    List<?> elements(RowImage row) {
        Object value = list.celValue(row);
        if (value == NullValue.NULL_VALUE) {
            return List.of();
        }
        if (value instanceof List<?> elements) {
            return elements;
        }
        throw new UnmappableRowException(path, "expected a list, found something else");
    }
}

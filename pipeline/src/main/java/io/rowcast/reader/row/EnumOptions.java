package io.rowcast.reader.row;

import io.debezium.data.Enum;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;

/**
 * The options of an ENUM or SET column as MySQL has them. The snapshot brings those; from the binlog Debezium makes the text of
 * the column's definition, in which a comma or a backslash has another backslash before it.
 */
final class EnumOptions {
    private static final String UNESCAPED_COMMA = "(?<!\\\\),";

    private final boolean escapes;
    private final Set<String> options;

    EnumOptions(Schema column) {
        String allowed = column.parameters().getOrDefault(Enum.VALUES_FIELD, "");
        escapes = allowed.indexOf('\\') >= 0;
        options = Arrays.stream(allowed.split(UNESCAPED_COMMA, -1))
                .map(EnumOptions::unescaped)
                .collect(Collectors.toSet());
    }

    String real(String value) {
        return escapes && !options.contains(value) ? unescaped(value) : value;
    }

    /** The value of a SET: options that have no comma in them, and commas between them. */
    String realSet(String value) {
        return escapes ? Arrays.stream(value.split(",", -1)).map(this::real).collect(Collectors.joining(",")) : value;
    }

    private static String unescaped(String option) {
        return option.replace("\\,", ",").replace("\\\\", "\\");
    }
}

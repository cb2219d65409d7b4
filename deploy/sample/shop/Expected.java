package shop;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One Redis key as it should be by what is in MySQL now.
 *
 * @param value in the form of {@link RedisContent#value()}
 */
record Expected(Output output, Object value) {

    /** All keys of all outputs, in the order of the outputs. */
    static Map<String, Expected> readAll(Database database) throws SQLException {
        Map<String, Expected> all = new LinkedHashMap<>();
        for (Output output : Output.ALL) {
            Map<String, List<Map<String, String>>> rowsOfKey = new LinkedHashMap<>();
            for (Map<String, String> row : database.rows(output.sql())) {
                rowsOfKey.computeIfAbsent(row.remove("k"), key -> new ArrayList<>()).add(row);
            }
            rowsOfKey.forEach((key, rows) -> all.put(key, new Expected(output, value(output.kind(), rows))));
        }
        return all;
    }

    private static Object value(Output.Kind kind, List<Map<String, String>> rows) {
        return switch (kind) {
            case HASH -> withoutNulls(rows.get(0));
            case STRING -> rows.get(0).get("v");
            case COUNTER -> Numbers.plain(rows.get(0).get("v"));
            case SET, BITS, BLOOM -> rows.stream().map(row -> row.get("m")).collect(Collectors.toSet());
            case LIST -> rows.stream().map(row -> row.get("v")).toList();
            case FIELDS -> map(rows, "f", row -> row.get("v"));
            case COUNTERS -> map(rows, "f", row -> Numbers.plain(row.get("v")));
            case ZSET -> map(rows, "m", row -> Numbers.plain(row.get("s")));
        };
    }

    private static Map<String, String> withoutNulls(Map<String, String> row) {
        Map<String, String> fields = new HashMap<>(row);
        fields.values().removeIf(Objects::isNull);
        return fields;
    }

    private static Map<String, String> map(
            List<Map<String, String>> rows, String name, Function<Map<String, String>, String> value) {
        return rows.stream().collect(Collectors.toMap(row -> row.get(name), value));
    }

    /** How many values it holds: fields, members, elements, or one. */
    int size() {
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        return value instanceof Collection<?> values ? values.size() : 1;
    }
}

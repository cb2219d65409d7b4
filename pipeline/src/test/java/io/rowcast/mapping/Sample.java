package io.rowcast.mapping;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.Command;
import io.rowcast.model.JsonText;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowShape;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The row that the examples of functions are about. */
final class Sample {
    private static final Map<String, ColumnType> TYPES = new LinkedHashMap<>();
    private static final List<@Nullable Object> VALUES = new ArrayList<>();

    static {
        add("id", ColumnType.INTEGER, 1042L);
        add("name", ColumnType.TEXT, "Ada Bérg");
        add("email", ColumnType.TEXT, "Ada@Example.org");
        add("city", ColumnType.TEXT, null);
        add("price", ColumnType.DECIMAL, "12.345");
        add("temperature", ColumnType.FLOATING, -2.5);
        add("views", ColumnType.UNSIGNED, new BigInteger("18446744073709551615"));
        add("born", ColumnType.DATE, "1985-12-10");
        add("seen", ColumnType.DATETIME, "2026-01-31T23:59:59.5");
        add("created_at", ColumnType.TIMESTAMP, "2026-01-31T23:30:00Z");
        add("length", ColumnType.TIME, "-01:02:03");
        add("uid", ColumnType.BINARY, "bM14DLq6ECaVZFuMZWAk2w==");
        add("doc", ColumnType.JSON, new JsonText("{\"tags\":[\"new\",\"red\"],\"size\":{\"w\":3},\"note\":null}"));
        add("date", ColumnType.DATE, "2026-02-28");
        add("no_price", ColumnType.DECIMAL, null);
    }

    private Sample() {}

    private static void add(String name, ColumnType type, @Nullable Object value) {
        TYPES.put(name, type);
        VALUES.add(value);
    }

    /** What the expression is as the value of a string; {@code NULL} when it is that; why it fails or is refused. */
    static String value(String expression) {
        List<Column> columns = new ArrayList<>();
        TYPES.forEach((name, type) -> columns.add(new Column(name, type, true)));
        TableSchema schema = new TableSchema(TableId.parse("shop.sample"), columns, List.of("id"));
        MappingText file = new MappingText(
                "a.yml", "table: shop.sample\nredis:\n  - string: x\n    value: |-\n      {" + expression + "}");
        try {
            Mapping mapping = MappingCompiler.compile(MappingFile.parse(List.of(file)), Map.of(schema.table(), schema))
                    .get(0);
            Row row = new Row(new RowShape(List.copyOf(TYPES.keySet())), VALUES.toArray());
            List<Command> commands = new ArrayList<>();
            mapping.apply(new RowChange(schema.table(), null, row, Instant.EPOCH, false), commands);
            return commands.isEmpty() ? "NULL" : commands.get(0).arguments().get(0);
        } catch (UnmappableRowException e) {
            return e.reason();
        } catch (InvalidConfigException e) {
            return e.problems().get(0).message();
        }
    }
}

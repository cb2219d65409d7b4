package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.config.Problem;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowShape;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables for tests, and mappings of them. */
final class Tables {
    static final TableSchema CUSTOMERS = new TableSchema(
            TableId.parse("shop.customers"),
            List.of(
                    new Column("id", ColumnType.INTEGER, false),
                    new Column("email", ColumnType.TEXT, true),
                    new Column("city", ColumnType.TEXT, true),
                    new Column("status", ColumnType.TEXT, false),
                    new Column("credit_limit", ColumnType.DECIMAL, true),
                    new Column("level", ColumnType.INTEGER, true),
                    new Column("doc", ColumnType.JSON, true)),
            List.of("id"));
    static final TableSchema LINES = new TableSchema(
            TableId.parse("shop.lines"),
            List.of(
                    new Column("order_id", ColumnType.INTEGER, false),
                    new Column("sku", ColumnType.TEXT, false),
                    new Column("place", ColumnType.TEXT, false),
                    new Column("quantity", ColumnType.INTEGER, false)),
            List.of("order_id", "sku"));
    static final TableSchema KEYLESS =
            new TableSchema(TableId.parse("shop.log"), List.of(new Column("line", ColumnType.TEXT, true)), List.of());

    /** What a mapping of customers begins with; outputs follow. */
    static final String HEAD = "table: shop.customers\nredis:\n";

    private static final RowShape SHAPE =
            new RowShape(CUSTOMERS.columns().stream().map(Column::name).toList());

    private Tables() {}

    static Map<TableId, TableSchema> all() {
        Map<TableId, TableSchema> schemas = new HashMap<>();
        List.of(CUSTOMERS, LINES, KEYLESS).forEach(schema -> schemas.put(schema.table(), schema));
        return schemas;
    }

    /** Compiles {@code a.yml}, {@code b.yml} and so on. */
    static List<Mapping> compile(String... texts) {
        List<MappingText> files = new ArrayList<>();
        for (String text : texts) {
            files.add(new MappingText((char) ('a' + files.size()) + ".yml", text));
        }
        return MappingCompiler.compile(MappingFile.parse(files), all());
    }

    /** A mapping of customers with one output. */
    static Mapping customers(String output) {
        return compile(HEAD + "  - " + output).get(0);
    }

    /** The problems of these files, as they are shown. */
    static List<String> problems(String... texts) {
        try {
            compile(texts);
            return List.of();
        } catch (InvalidConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    /** Outputs of customers have exactly these problems. */
    static void complain(String outputs, String... problems) {
        assertThat(problems(HEAD + outputs)).as(outputs).containsExactly(problems);
    }

    /** A row of customers: its values in order, NULL for those that are not given. */
    static Row customer(@Nullable Object... values) {
        @Nullable Object[] all = new Object[CUSTOMERS.columns().size()];
        System.arraycopy(values, 0, all, 0, values.length);
        return new Row(SHAPE, all);
    }

    static List<String> commands(Mapping mapping, @Nullable Row before, @Nullable Row after) {
        return MappingCase.run(mapping, change(before, after));
    }

    static RowChange change(@Nullable Row before, @Nullable Row after) {
        return new RowChange(CUSTOMERS.table(), before, after, Instant.EPOCH, false);
    }
}

package io.rowcast.benchmark;

import io.rowcast.config.MappingText;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.JsonText;
import io.rowcast.model.Row;
import io.rowcast.model.RowShape;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A table of six columns, rows of it, and mappings of it. */
final class SampleTable {
    static final TableSchema SCHEMA = new TableSchema(
            TableId.parse("shop.customers"),
            List.of(
                    new Column("id", ColumnType.INTEGER, false),
                    new Column("first_name", ColumnType.TEXT, false),
                    new Column("email", ColumnType.TEXT, true),
                    new Column("city", ColumnType.TEXT, true),
                    new Column("credit_limit", ColumnType.DECIMAL, true),
                    new Column("created_at", ColumnType.TIMESTAMP, false)),
            List.of("id"));

    private static final TableSchema WITH_DETAILS = new TableSchema(
            SCHEMA.table(),
            Stream.concat(SCHEMA.columns().stream(), Stream.of(new Column("details", ColumnType.JSON, false)))
                    .toList(),
            List.of("id"));
    private static final RowShape SHAPE = new RowShape(names(SCHEMA));

    private SampleTable() {}

    static Row row(long id, String city, String credit) {
        Object[] values = {id, "Ada", "Ada.Berg@example.org", city, credit, "2026-01-31T23:59:59Z"};
        return new Row(SHAPE, values);
    }

    /** The row with one column more, a JSON document. */
    static Row rowWithDetails() {
        JsonText details = new JsonText("{\"size\":3,\"weight\":2.5,\"parts\":4,\"colours\":[\"red\",\"blue\"]}");
        Object[] values = {4711L, "Ada", "Ada.Berg@example.org", "Lyon", "1700.25", "2026-01-31T23:59:59Z", details};
        return new Row(new RowShape(names(WITH_DETAILS)), values);
    }

    /** A mapping with these outputs. */
    static Mapping mapping(String outputs) {
        return mapping(outputs, SCHEMA);
    }

    static Mapping withDetails(String outputs) {
        return mapping(outputs, WITH_DETAILS);
    }

    private static Mapping mapping(String outputs, TableSchema schema) {
        MappingText file = new MappingText("benchmark.yml", "table: shop.customers\nredis:\n" + outputs);
        return MappingCompiler.compile(MappingFile.parse(List.of(file)), Map.of(schema.table(), schema))
                .get(0);
    }

    private static List<String> names(TableSchema schema) {
        return schema.columns().stream().map(Column::name).toList();
    }
}

package io.rowcast.benchmark.pipeline;

import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.Row;
import io.rowcast.model.RowShape;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.List;

/** A table of ten columns as it is in MySQL, in the topic and in mapping files; and its rows, by number. */
final class Customers {
    /** What a mapping makes of a row. */
    enum Form {
        HASH(
                "row hash",
                "  - hash: customer:{id}\n    fields: [first_name, last_name, email, city, credit, updated]\n"),
        JSON("JSON string", "  - string: customer:{id}\n    value: json\n"),
        FIVE("five outputs", """
              - hash: customer:{id}
                fields: [first_name, last_name, email, city, {limit: credit}]
              - string: customer:by-email:{email.lowerAscii()}
                value: "{id}"
              - set: customers:in:{city}
                member: "{id}"
              - zset: customers:by-credit
                member: "{id}"
                score: credit
              - counter: city:{city}:customers
            """);

        final String title;
        private final String outputs;

        Form(String title, String outputs) {
            this.title = title;
            this.outputs = outputs;
        }

        String mapping(String table) {
            return "table: " + table + "\nredis:\n" + outputs;
        }
    }

    private static final List<String> CITIES = List.of("Oslo", "Bergen", "Wien", "Lyon", "Porto", "Turin", "Gent");

    private Customers() {}

    static String ddl(String table) {
        return "CREATE TABLE " + table + " (id BIGINT NOT NULL PRIMARY KEY, first_name VARCHAR(40) NOT NULL,"
                + " last_name VARCHAR(40) NOT NULL, email VARCHAR(120) NOT NULL, city VARCHAR(40) NOT NULL,"
                + " status VARCHAR(10) NOT NULL, credit DECIMAL(10,2) NOT NULL, newsletter TINYINT NOT NULL,"
                + " created DATETIME NOT NULL, updated TIMESTAMP NOT NULL)";
    }

    static TableSchema schema(TableId table) {
        return new TableSchema(
                table,
                List.of(
                        new Column("id", ColumnType.INTEGER, false),
                        new Column("first_name", ColumnType.TEXT, false),
                        new Column("last_name", ColumnType.TEXT, false),
                        new Column("email", ColumnType.TEXT, false),
                        new Column("city", ColumnType.TEXT, false),
                        new Column("status", ColumnType.TEXT, false),
                        new Column("credit", ColumnType.DECIMAL, false),
                        new Column("newsletter", ColumnType.INTEGER, false),
                        new Column("created", ColumnType.DATETIME, false),
                        new Column("updated", ColumnType.TIMESTAMP, false)),
                List.of("id"));
    }

    private static String city(long id) {
        return CITIES.get((int) (id % CITIES.size()));
    }

    /** In the braces of {@code VALUES}. */
    static String sql(long id) {
        return "(" + id + ",'Ann-Katrin','Andersson" + id + "','Ann." + id + "@example.com','" + city(id)
                + "','active'," + id % 5000 + ".50,1,'2026-01-31 23:59:59','2026-02-28 12:00:00')";
    }

    /** As the reader writes it. */
    static String json(long id) {
        return "{\"id\":" + id + ",\"first_name\":\"Ann-Katrin\",\"last_name\":\"Andersson" + id
                + "\",\"email\":\"Ann." + id + "@example.com\",\"city\":\"" + city(id)
                + "\",\"status\":\"active\",\"credit\":\"" + id % 5000
                + ".50\",\"newsletter\":1,\"created\":\"2026-01-31T23:59:59\",\"updated\":\"2026-02-28T12:00:00Z\"}";
    }

    static Row row(RowShape shape, long id) {
        Object[] values = {
            id,
            "Ann-Katrin",
            "Andersson" + id,
            "Ann." + id + "@example.com",
            city(id),
            "active",
            id % 5000 + ".50",
            1L,
            "2026-01-31T23:59:59",
            "2026-02-28T12:00:00Z"
        };
        return new Row(shape, values);
    }
}

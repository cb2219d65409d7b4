package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.Health.State;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.catalog.MySqlCatalog;
import io.rowcast.reader.catalog.TableRows;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every type of MySQL at its limits, read by the snapshot, from the binlog and by SQL, on a machine in a zone with summer time. */
class ExactValuesIT {

    /** A column: its type in MySQL, what it is to the mapping, and pairs of a SQL literal and the JSON expected. */
    private record Case(String sqlType, ColumnType type, List<String> values) {}

    private static final Map<String, Case> CASES = new LinkedHashMap<>();

    static {
        of("ti", "TINYINT", ColumnType.INTEGER, "-128", "-128", "127", "127");
        of("tb", "BOOLEAN", ColumnType.INTEGER, "TRUE", "1", "FALSE", "0");
        of("tu", "TINYINT UNSIGNED", ColumnType.INTEGER, "255", "255", "0", "0");
        of("si", "SMALLINT", ColumnType.INTEGER, "-32768", "-32768", "32767", "32767");
        of("su", "SMALLINT UNSIGNED", ColumnType.INTEGER, "65535", "65535", "0", "0");
        of("mu", "MEDIUMINT UNSIGNED", ColumnType.INTEGER, "16777215", "16777215", "8388608", "8388608");
        of("ii", "INT", ColumnType.INTEGER, "-2147483648", "-2147483648", "2147483647", "2147483647");
        of("iu", "INT UNSIGNED ZEROFILL", ColumnType.INTEGER, "4294967295", "4294967295", "7", "7");
        of("bi", "BIGINT", ColumnType.INTEGER, "-9223372036854775808", "-9223372036854775808", "1", "1");
        of("bu", "BIGINT UNSIGNED", ColumnType.UNSIGNED, "18446744073709551615", "18446744073709551615", "1", "1");
        of(
                "nu",
                "BIGINT UNSIGNED NOT NULL DEFAULT 5",
                ColumnType.UNSIGNED,
                "9223372036854775808",
                "9223372036854775808",
                "5",
                "5");
        of(
                "de",
                "DECIMAL(30,10)",
                ColumnType.DECIMAL,
                "-12345678901234567890.0000000001",
                "\"-12345678901234567890.0000000001\"",
                "1.5",
                "\"1.5000000000\"");
        of("dz", "DECIMAL(20,0)", ColumnType.DECIMAL, "99999999999999999999", "\"99999999999999999999\"", "0", "\"0\"");
        of("fl", "FLOAT", ColumnType.FLOATING, "1.1", "1.1", "16777217.5", "1.6777218E7");
        of("fm", "FLOAT", ColumnType.FLOATING, "3.4028234e38", "3.4028235E38", "123456.79", "123456.79");
        of("fd", "FLOAT(9,3)", ColumnType.FLOATING, "1.1", "1.1", "12345.678", "12345.678");
        of("dd", "DOUBLE", ColumnType.FLOATING, "0.1", "0.1", "1.7976931348623157e308", "1.7976931348623157E308");
        of("b1", "BIT(1)", ColumnType.INTEGER, "b'1'", "1", "b'0'", "0");
        of("b9", "BIT(9)", ColumnType.INTEGER, "b'100000001'", "257", "b'000000010'", "2");
        of("b64", "BIT(64)", ColumnType.UNSIGNED, "b'" + "1".repeat(64) + "'", "18446744073709551615", "b'1'", "1");
        of("ch", "CHAR(10)", ColumnType.TEXT, "'a\"b\\\\c'", "\"a\\\"b\\\\c\"", "''", "\"\"");
        of("vc", "VARCHAR(50)", ColumnType.TEXT, "'Zoë 🎉'", "\"Zoë 🎉\"", "'x\\ny'", "\"x\\ny\"");
        of("vl", "VARCHAR(50) CHARACTER SET latin1", ColumnType.TEXT, "'Zoë'", "\"Zoë\"", "'é'", "\"é\"");
        of("tx", "LONGTEXT", ColumnType.TEXT, "REPEAT('ä', 3)", "\"äää\"", "'t'", "\"t\"");
        of("eb", "ENUM('it''s','b\\\\s')", ColumnType.TEXT, "'it''s'", "\"it's\"", "'b\\\\s'", "\"b\\\\s\"");
        of("en", "ENUM('a,b','c','ü')", ColumnType.TEXT, "'a,b'", "\"a,b\"", "'ü'", "\"ü\"");
        of("se", "SET('x','y','z')", ColumnType.TEXT, "'x,z'", "\"x,z\"", "''", "\"\"");
        of("bn", "BINARY(4)", ColumnType.BINARY, "x'0100'", "\"AQAAAA==\"", "x'FFFFFFFF'", "\"/////w==\"");
        of("vb", "VARBINARY(10)", ColumnType.BINARY, "x'00FF'", "\"AP8=\"", "''", "\"\"");
        of("bl", "LONGBLOB", ColumnType.BINARY, "x'DEADBEEF'", "\"3q2+7w==\"", "'a'", "\"YQ==\"");
        of("da", "DATE", ColumnType.DATE, "'1000-01-01'", "\"1000-01-01\"", "'9999-12-31'", "\"9999-12-31\"");
        of(
                "dn",
                "DATE NOT NULL DEFAULT '2001-02-03'",
                ColumnType.DATE,
                "'2026-03-29'",
                "\"2026-03-29\"",
                "'1969-12-31'",
                "\"1969-12-31\"");
        of("t0", "TIME", ColumnType.TIME, "'-838:59:59'", "\"-838:59:59\"", "'100:00:01'", "\"100:00:01\"");
        of("t1", "TIME(1)", ColumnType.TIME, "'-01:00:00.5'", "\"-01:00:00.5\"", "'-00:00:00.1'", "\"-00:00:00.1\"");
        of(
                "t6",
                "TIME(6)",
                ColumnType.TIME,
                "'838:59:58.999999'",
                "\"838:59:58.999999\"",
                "'00:00:00'",
                "\"00:00:00.000000\"");
        of(
                "d0",
                "DATETIME",
                ColumnType.DATETIME,
                "'2026-03-29 02:30:00'",
                "\"2026-03-29T02:30:00\"",
                "'9999-12-31 23:59:59'",
                "\"9999-12-31T23:59:59\"");
        of(
                "d3",
                "DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3)",
                ColumnType.DATETIME,
                "'1969-12-31 23:59:59.999'",
                "\"1969-12-31T23:59:59.999\"",
                "'2026-01-01 00:00:00'",
                "\"2026-01-01T00:00:00.000\"");
        of(
                "d6",
                "DATETIME(6)",
                ColumnType.DATETIME,
                "'1000-01-01 00:00:00.000001'",
                "\"1000-01-01T00:00:00.000001\"",
                "'9999-12-31 23:59:59.999999'",
                "\"9999-12-31T23:59:59.999999\"");
        of(
                "ts",
                "TIMESTAMP NULL",
                ColumnType.TIMESTAMP,
                "FROM_UNIXTIME(1792886400)",
                "\"2026-10-25T00:00:00Z\"",
                "FROM_UNIXTIME(1)",
                "\"1970-01-01T00:00:01Z\"");
        of(
                "t2",
                "TIMESTAMP NULL",
                ColumnType.TIMESTAMP,
                "FROM_UNIXTIME(1792890000)",
                "\"2026-10-25T01:00:00Z\"",
                "FROM_UNIXTIME(2147483647)",
                "\"2038-01-19T03:14:07Z\"");
        of(
                "tm",
                "TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6)",
                ColumnType.TIMESTAMP,
                "FROM_UNIXTIME(1792890000.000001)",
                "\"2026-10-25T01:00:00.000001Z\"",
                "FROM_UNIXTIME(2.5)",
                "\"1970-01-01T00:00:02.500000Z\"");
        of(
                "tn",
                "TIMESTAMP(2) NOT NULL DEFAULT '2020-01-01 00:00:00'",
                ColumnType.TIMESTAMP,
                "FROM_UNIXTIME(1792886400.25)",
                "\"2026-10-25T00:00:00.25Z\"",
                "FROM_UNIXTIME(3)",
                "\"1970-01-01T00:00:03.00Z\"");
        of("yy", "YEAR", ColumnType.INTEGER, "2155", "2155", "1901", "1901");
        of("y0", "YEAR", ColumnType.INTEGER, "'0000'", "0", "2069", "2069");
        of(
                "js",
                "JSON",
                ColumnType.JSON,
                "'{\"b\": [1, 2.50, 1e2, true, null], \"a\": {\"x y\": \"q \\\\\"z\\\\\" \\\\n 1, 2: é\"}}'",
                "{\"a\":{\"x y\":\"q \\\"z\\\" \\n 1, 2: é\"},\"b\":[1,2.5,100.0,true,null]}",
                "'[]'",
                "[]");
        of(
                "jn",
                "JSON",
                ColumnType.JSON,
                "'[18446744073709551615, -9223372036854775808, 0.1, 1e-7, 1e100, 12345678.5, 5e-324, 1e15, 1e16, -0.0]'",
                "[18446744073709551615,-9223372036854775808,0.1,0.0000001,1e100,12345678.5,5e-324,1e15,1e16,-0.0]",
                "JSON_OBJECT('d', CAST(1.10 AS DECIMAL(10,2)), 't', CAST('-01:02:03.5' AS TIME(3)), 'b', x'0102',"
                        + " 'dt', CAST('2020-01-02 03:04:05.678' AS DATETIME(3)), 'da', CAST('2020-01-02' AS DATE))",
                "{\"b\":\"base64:type15:AQI=\",\"d\":1.10,\"t\":\"-01:02:03.500000\",\"da\":\"2020-01-02\","
                        + "\"dt\":\"2020-01-02 03:04:05.678000\"}");
        of("jj", "JSON", ColumnType.JSON, "'null'", "null", "'\"text\"'", "\"text\"");
        of(
                "po",
                "POINT",
                ColumnType.OTHER,
                "POINT(1, 2)",
                "{\"type\":\"Point\",\"coordinates\":[1.0,2.0]}",
                "ST_GeomFromText('POINT(48.2 16.37)', 4326)",
                "{\"type\":\"Point\",\"coordinates\":[16.37,48.2],"
                        + "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4326\"}}}");
        of("z1", "DATE NOT NULL", ColumnType.DATE, "'0000-00-00'", "\"0000-00-00\"", "'2026-00-00'", "\"2026-00-00\"");
        of(
                "z2",
                "DATETIME(3) DEFAULT '0000-00-00 00:00:00'",
                ColumnType.DATETIME,
                "'0000-00-00 00:00:00'",
                "\"0000-00-00T00:00:00.000\"",
                "'0001-02-31 01:02:03.5'",
                "\"0001-02-31T01:02:03.500\"");
        of(
                "z3",
                "TIMESTAMP(6) NOT NULL DEFAULT '0000-00-00 00:00:00'",
                ColumnType.TIMESTAMP,
                "'0000-00-00 00:00:00'",
                "\"0000-00-00T00:00:00.000000Z\"",
                "DEFAULT",
                "\"0000-00-00T00:00:00.000000Z\"");
        of("nn", "VARCHAR(5) DEFAULT 'dflt'", ColumnType.TEXT, "NULL", "null", "'v'", "\"v\"");
        of("ni", "INT DEFAULT 7", ColumnType.INTEGER, "NULL", "null", "8", "8");
    }

    private static void of(String name, String sqlType, ColumnType type, String... values) {
        CASES.put(name, new Case(sqlType, type, List.of(values)));
    }

    /** Definitions as they may stand in an ALTER TABLE, and a value. */
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("f30 FLOAT(30)", "1.2345678901234567e-100"),
            Map.entry("re REAL", "1.2345678901234567"),
            Map.entry("dp DOUBLE PRECISION", "0.1"),
            Map.entry("f8 FLOAT8", "1.2345678901234567e100"),
            Map.entry("f4 FLOAT4", "16777217.5"),
            Map.entry("nm NUMERIC(20,3)", "-1.5"),
            Map.entry("de DEC(10,2) ZEROFILL", "7.25"),
            Map.entry("fx FIXED(65,30)", "1.000000000000000000000000000001"),
            Map.entry("bo BOOL", "TRUE"),
            Map.entry("i1 INT1 UNSIGNED", "255"),
            Map.entry("i3 MIDDLEINT UNSIGNED", "16777215"),
            Map.entry("ii INTEGER UNSIGNED ZEROFILL", "4294967295"),
            Map.entry("i8 INT8 UNSIGNED", "18446744073709551615"),
            Map.entry("bz BIGINT UNSIGNED ZEROFILL", "18446744073709551615"),
            Map.entry("nv NVARCHAR(20)", "'é'"),
            Map.entry("nc NATIONAL CHARACTER(10)", "'é'"),
            Map.entry("cv CHARACTER VARYING(20)", "x'419d'"),
            Map.entry("cl VARCHAR(20) COLLATE utf8mb4_bin", "'é🎉'"),
            Map.entry("cs VARCHAR(20) CHARSET koi8u", "'є'"),
            Map.entry("lv LONG VARCHAR", "x'e29d'"),
            Map.entry("lb LONG VARBINARY", "x'00ff'"),
            Map.entry("ye YEAR(4)", "2026"),
            Map.entry("bi BIT", "1"),
            Map.entry("se SET('x','b\\\\s')", "'x,b\\\\s'"),
            Map.entry("ge GEOMCOLLECTION", "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2))')"),
            Map.entry("dt DATETIME(1) NOT NULL DEFAULT '0000-00-00 00:00:00'", "DEFAULT"),
            Map.entry("ts TIMESTAMP(2) NULL DEFAULT NULL", "'2026-03-29 02:30:00.25'"));

    private static OwnMySql mysql;
    private static OwnKafka kafka;
    private static final TimeZone ZONE = TimeZone.getDefault();

    @BeforeAll
    static void start() throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        mysql = new OwnMySql("--default-time-zone=+05:30", "--sql-mode=PAD_CHAR_TO_FULL_LENGTH,ALLOW_INVALID_DATES");
        kafka = new OwnKafka();
    }

    @AfterAll
    static void stop() throws Exception {
        TimeZone.setDefault(ZONE);
        kafka.close();
        mysql.close();
    }

    @Test
    void snapshotBinlogAndSelectGiveTheSameExactValues() throws Exception {
        StringBuilder create = new StringBuilder("CREATE TABLE shop.types (id INT PRIMARY KEY");
        CASES.forEach(
                (name, each) -> create.append(", ").append(name).append(' ').append(each.sqlType()));
        mysql.execute(create + ") CHARACTER SET utf8mb4", insert(1, 0), insert(2, 2));
        TableSchema schema = schema("shop.types");
        try (RunningReader reader = new RunningReader(
                        "it", mysql.settings(), kafka.properties(), RunningReader.capture("shop.types"));
                TopicView view = new TopicView(kafka.properties(), "it.shop.types")) {
            view.awaitRows(2);
            reader.awaitState(State.OK);
            mysql.execute(insert(3, 0), insert(4, 2));
            List<TopicView.Seen> rows = view.awaitRows(4).stream()
                    .sorted(Comparator.comparing(TopicView.Seen::key))
                    .toList();
            assertThat(selected(schema))
                    .containsExactlyElementsOf(
                            rows.stream().map(ExactValuesIT::image).toList());
            assertRow(rows.get(0), 0);
            assertRow(rows.get(1), 2);
            assertRow(rows.get(2), 0);
            assertRow(rows.get(3), 2);
        }
        assertThat(schema.columns())
                .filteredOn(column -> !column.name().equals("id"))
                .extracting(Column::type)
                .containsExactlyElementsOf(
                        CASES.values().stream().map(Case::type).toList());
    }

    @Test
    void columnsAddedLaterAreExactUnderAnyNameOfTheirType() throws Exception {
        mysql.execute("CREATE TABLE shop.altered (id INT PRIMARY KEY) CHARACTER SET latin1");
        try (RunningReader reader = new RunningReader(
                        "alter", mysql.settings(), kafka.properties(), RunningReader.capture("shop.altered"));
                TopicView view = new TopicView(kafka.properties(), "alter.shop.altered")) {
            reader.awaitState(State.OK);
            String values = String.join(", ", OTHER_NAMES.values());
            mysql.execute(
                    "ALTER TABLE shop.altered ADD " + String.join(", ADD ", OTHER_NAMES.keySet()),
                    "INSERT INTO shop.altered VALUES (1, " + values + ")");
            view.awaitRows(1);
            // The first may have come with the table as it was read anew; this one comes from the binlog.
            mysql.execute("INSERT INTO shop.altered VALUES (2, " + values + ")");
            assertThat(selected(schema("shop.altered")))
                    .containsExactlyElementsOf(view.awaitRows(2).stream()
                            .map(ExactValuesIT::image)
                            .sorted()
                            .toList());
        }
    }

    private static TableSchema schema(String name) {
        TableId table = TableId.parse(name);
        try (MySqlCatalog catalog = new MySqlCatalog(mysql.settings())) {
            return catalog.table(table).schema();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Key and row of each row, read by SQL. */
    private static List<String> selected(TableSchema schema) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = mysql.root()) {
            connection.setAutoCommit(false);
            new TableRows(connection)
                    .forEach(schema, "id > 0 OR `id` < 0", 0, (key, row) -> rows.add(text(key) + text(row)));
        }
        return rows;
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "no key" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Key and row of a record, as they stand in it. */
    private static String image(TopicView.Seen row) {
        int begin = row.text().indexOf("\"after\":") + "\"after\":".length();
        return row.key() + row.text().substring(begin, row.text().indexOf(",\"source\":{", begin));
    }

    private static String insert(int id, int column) {
        StringBuilder names = new StringBuilder("INSERT INTO shop.types (id");
        StringBuilder values = new StringBuilder(") VALUES (").append(id);
        CASES.forEach((name, each) -> {
            names.append(", ").append(name);
            values.append(", ").append(each.values().get(column));
        });
        return names.append(values).append(')').toString();
    }

    private static void assertRow(TopicView.Seen row, int column) {
        SoftAssertions.assertSoftly(softly -> CASES.forEach((name, each) -> softly.assertThat(field(row, name))
                .as(row.op() + " " + name + " " + each.sqlType())
                .isEqualTo(each.values().get(column + 1))));
    }

    /** The text of a field of {@code after}, as it stands in the record: up to where the next column's name begins. */
    private static String field(TopicView.Seen row, String name) {
        List<String> names = new ArrayList<>(CASES.keySet());
        int next = names.indexOf(name) + 1;
        int begin = row.text().indexOf("\"" + name + "\":") + name.length() + 3;
        String end = next < names.size() ? ",\"" + names.get(next) + "\":" : "},\"source\"";
        return row.text().substring(begin, row.text().indexOf(end, begin));
    }
}

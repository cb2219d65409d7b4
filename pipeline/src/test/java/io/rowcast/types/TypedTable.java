package io.rowcast.types;

import static io.rowcast.types.Literals.bit;
import static io.rowcast.types.Literals.bytes;
import static io.rowcast.types.Literals.bytesIn;
import static io.rowcast.types.Literals.decimal;
import static io.rowcast.types.Literals.oneOf;
import static io.rowcast.types.Literals.signed;
import static io.rowcast.types.Literals.text;
import static io.rowcast.types.Literals.unsigned;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table with a column of each type of one family. */
final class TypedTable {
    private static final String DATABASE = "every_type";

    final String name;
    final List<TypedColumn> columns = new ArrayList<>();
    /** The columns that identify a row; {@code id} where there are none. */
    final List<String> key;

    private final String index;

    private TypedTable(String name) {
        this(name, "PRIMARY KEY (id)");
    }

    private TypedTable(String name, String index, String... key) {
        this.name = name;
        this.index = index;
        this.key = List.of(key);
    }

    private TypedTable add(String column, String definition, Form form, @Nullable Function<Random, String> literal) {
        columns.add(new TypedColumn(column, definition, form, literal));
        return this;
    }

    /** All of them; a vector only where the server has that type. */
    static List<TypedTable> all(boolean vectors) {
        List<TypedTable> tables = new ArrayList<>(List.of(numbers(), times(), texts(), characterSets(), structures()));
        tables.addAll(keys());
        if (vectors) {
            tables.add(new TypedTable("vectors")
                    .add("v", "VECTOR(3)", Form.VECTOR, Literals.vector(3))
                    .add("w", "VECTOR(300) NOT NULL", Form.VECTOR, Literals.vector(300)));
        }
        return tables;
    }

    private static List<TypedTable> keys() {
        Function<Random, String> likeNames = oneOf(
                "'a'", "'A'", "'á'", "'b'", "'B'", "'ß'", "'ss'", "'a:b'", "'\"'", "'{x}'", "'🎉'", "'É'", "'\\\\'");
        return List.of(
                new TypedTable("by_name", "PRIMARY KEY (k)", "k")
                        .add("k", "VARCHAR(20) COLLATE utf8mb4_0900_ai_ci NOT NULL", Form.TEXT, likeNames)
                        .add("v", "INT", Form.INTEGER, signed(32)),
                new TypedTable("by_name_latin1", "PRIMARY KEY (k)", "k")
                        .add("k", "CHAR(10) CHARACTER SET latin1 NOT NULL", Form.TEXT, bytesIn("latin1", 10))
                        .add("v", "INT", Form.INTEGER, signed(32)),
                new TypedTable("by_bytes", "PRIMARY KEY (k)", "k")
                        .add("k", "BINARY(4) NOT NULL", Form.BASE64, bytes(4))
                        .add("v", "INT", Form.INTEGER, signed(32)),
                new TypedTable("by_decimal", "PRIMARY KEY (k)", "k")
                        .add("k", "DECIMAL(20,5) NOT NULL", Form.AS_SHOWN, decimal(20, 5, true))
                        .add("v", "INT", Form.INTEGER, signed(32)),
                new TypedTable("by_many", "PRIMARY KEY (b, t, a, e)", "b", "a", "t", "e")
                        .add("a", "BIGINT UNSIGNED NOT NULL", Form.INTEGER, unsigned(64))
                        .add("b", "VARCHAR(10) NOT NULL", Form.TEXT, oneOf("'a'", "'A'", "'b'"))
                        .add(
                                "t",
                                "TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)",
                                Form.TIMESTAMP,
                                Literals.timestamp(3))
                        .add("e", "ENUM('x','y,z') NOT NULL", Form.TEXT, oneOf("'x'", "'y,z'"))
                        .add("v", "INT", Form.INTEGER, signed(32)));
    }

    private static TypedTable numbers() {
        TypedTable table = new TypedTable("numbers");
        int[] widths = {8, 16, 24, 32, 64};
        String[] types = {"TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT"};
        for (int i = 0; i < types.length; i++) {
            table.add(types[i] + " s", types[i], Form.INTEGER, signed(widths[i]))
                    .add(types[i] + " u", types[i] + " UNSIGNED NOT NULL DEFAULT 7", Form.INTEGER, unsigned(widths[i]))
                    .add(types[i] + " z", types[i] + " ZEROFILL", Form.INTEGER, unsigned(widths[i]));
        }
        for (int bits : new int[] {1, 2, 7, 8, 9, 31, 32, 33, 63, 64}) {
            table.add("bit" + bits, "BIT(" + bits + ")", Form.INTEGER, bit(bits));
        }
        return table.add("bool", "BOOLEAN", Form.INTEGER, oneOf("TRUE", "FALSE"))
                .add("tiny(1)", "TINYINT(1)", Form.INTEGER, signed(8))
                .add("bit default", "BIT(5) DEFAULT b'101'", Form.INTEGER, bit(5))
                .add("dec65,30", "DECIMAL(65,30)", Form.AS_SHOWN, decimal(65, 30, true))
                .add("dec65", "DECIMAL(65)", Form.AS_SHOWN, decimal(65, 0, true))
                .add("dec10,10", "DECIMAL(10,10) NOT NULL DEFAULT 0.5", Form.AS_SHOWN, decimal(10, 10, true))
                .add("dec5,2u", "DECIMAL(5,2) UNSIGNED", Form.AS_SHOWN, decimal(5, 2, false))
                .add("dec9z", "DECIMAL(9,3) ZEROFILL", Form.INTEGER, decimal(9, 3, false))
                .add("float", "FLOAT", Form.FLOAT, Literals.single())
                .add("float u", "FLOAT UNSIGNED NOT NULL DEFAULT 1.5", Form.FLOAT, Literals.single())
                .add("float9,3", "FLOAT(9,3)", Form.FLOAT, Literals.small())
                .add("float30", "FLOAT(30)", Form.DOUBLE, Literals.doubles())
                .add("double", "DOUBLE", Form.DOUBLE, Literals.doubles())
                .add("double15,4", "DOUBLE(15,4) DEFAULT 1.5", Form.DOUBLE, Literals.small())
                .add("sum v", "BIGINT AS (`SMALLINT s` + 1) VIRTUAL", Form.INTEGER, null)
                .add("sum s", "DECIMAL(30,2) AS (`INT s` / 3) STORED", Form.AS_SHOWN, null);
    }

    private static TypedTable times() {
        TypedTable table = new TypedTable("times")
                .add("date", "DATE", Form.AS_SHOWN, Literals.date())
                .add("date n", "DATE NOT NULL DEFAULT '0000-00-00'", Form.AS_SHOWN, Literals.date())
                .add("year", "YEAR", Form.INTEGER, oneOf("1901", "2155", "'0000'", "1970", "2026"))
                .add("touched", "TIMESTAMP(3) NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP(3)", Form.TIMESTAMP, null)
                .add("shown", "VARCHAR(20) AS (CONCAT(`t3`)) VIRTUAL", Form.AS_SHOWN, null);
        for (int digits = 0; digits <= 6; digits++) {
            table.add("t" + digits, "TIME(" + digits + ")", Form.AS_SHOWN, Literals.time(digits))
                    .add("d" + digits, "DATETIME(" + digits + ")", Form.DATE_TIME, Literals.dateTime(digits))
                    .add("s" + digits, "TIMESTAMP(" + digits + ") NULL", Form.TIMESTAMP, Literals.timestamp(digits));
        }
        return table.add("dn", "DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00'", Form.DATE_TIME, Literals.dateTime(0))
                .add("sn", "TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)", Form.TIMESTAMP, Literals.timestamp(6));
    }

    private static TypedTable texts() {
        return new TypedTable("texts")
                .add("char", "CHAR(30)", Form.TEXT, text(30))
                .add("varchar", "VARCHAR(60) NOT NULL DEFAULT 'it''s'", Form.TEXT, text(60))
                .add("ci", "VARCHAR(40) COLLATE utf8mb4_0900_ai_ci", Form.TEXT, text(40))
                .add("bin", "VARCHAR(40) COLLATE utf8mb4_bin", Form.TEXT, text(40))
                .add("tinytext", "TINYTEXT", Form.TEXT, text(40))
                .add("text", "TEXT", Form.TEXT, text(300))
                .add("mediumtext", "MEDIUMTEXT", Form.TEXT, text(300))
                .add("longtext", "LONGTEXT", Form.TEXT, text(3_000))
                .add("bin4", "BINARY(4)", Form.BASE64, bytes(4))
                .add("binary16", "BINARY(16) NOT NULL DEFAULT '\\0\\0'", Form.BASE64, bytes(16))
                .add("varbinary", "VARBINARY(60)", Form.BASE64, bytes(60))
                .add("tinyblob", "TINYBLOB", Form.BASE64, bytes(100))
                .add("blob", "BLOB", Form.BASE64, bytes(1_000))
                .add("mediumblob", "MEDIUMBLOB", Form.BASE64, bytes(300))
                .add("longblob", "LONGBLOB", Form.BASE64, bytes(5_000))
                .add("as binary", "VARCHAR(20) CHARACTER SET binary", Form.BASE64, bytes(20))
                .add(
                        "enum",
                        "ENUM('a','B b','it''s','c,d','e\\\\f','ü','\"','')",
                        Form.TEXT,
                        oneOf(
                                "'a'",
                                "'B b'",
                                "'it''s'",
                                "'c,d'",
                                "'e\\\\f'",
                                "'ü'",
                                "'\"'",
                                "''",
                                "1",
                                "2",
                                "'no option'"))
                .add(
                        "set",
                        "SET('a','it''s','e\\\\f','ü','\"','B b') NOT NULL",
                        Form.TEXT,
                        Literals.setOf("a", "it''s", "e\\\\f", "ü", "\"", "B b"))
                .add("we`ird \"name\"", "VARCHAR(20)", Form.TEXT, text(20))
                .add("select", "VARCHAR(20)", Form.TEXT, text(20))
                .add("größe {x}: $1.a", "VARCHAR(20)", Form.TEXT, text(20))
                .add("hidden", "VARCHAR(20) INVISIBLE", Form.TEXT, text(20))
                .add("upper", "VARCHAR(60) AS (UPPER(`varchar`)) VIRTUAL", Form.TEXT, null)
                .add("joined", "VARCHAR(120) AS (CONCAT(`ci`, `bin`)) STORED", Form.TEXT, null);
    }

    private static TypedTable characterSets() {
        TypedTable table = new TypedTable("character_sets");
        List.of("latin1", "cp1250", "cp1251", "latin2", "koi8r", "greek", "hebrew", "cp850", "swe7", "dec8", "tis620")
                .forEach(set -> table.add(set, "VARCHAR(60) CHARACTER SET " + set, Form.TEXT, bytesIn(set, 60)));
        List.of(
                        "utf8mb3", "ascii", "ucs2", "utf16", "utf16le", "gbk", "gb2312", "gb18030", "big5", "sjis",
                        "cp932", "ujis", "eucjpms", "euckr")
                .forEach(set -> table.add(set, "VARCHAR(40) CHARACTER SET " + set, Form.TEXT, text(40)));
        return table.add(
                        "utf32",
                        "VARCHAR(60) CHARACTER SET utf32",
                        Form.TEXT,
                        text(40).andThen("CONCAT('x', %s)"::formatted))
                .add("latin1 text", "TEXT CHARACTER SET latin1", Form.TEXT, bytesIn("latin1", 300))
                .add(
                        "latin1 char",
                        "CHAR(9) CHARACTER SET latin1 NOT NULL DEFAULT 'é'",
                        Form.TEXT,
                        bytesIn("latin1", 9))
                .add("latin1 enum", "ENUM('é','x') CHARACTER SET latin1", Form.TEXT, oneOf("'é'", "'x'"));
    }

    private static TypedTable structures() {
        return new TypedTable("structures")
                .add("json", "JSON", Form.JSON, Documents.json())
                .add("json n", "JSON NOT NULL", Form.JSON, Documents.json())
                .add("json d", "JSON DEFAULT (JSON_ARRAY())", Form.JSON, Documents.json())
                .add("a", "JSON AS (JSON_EXTRACT(`json`, '$.a')) VIRTUAL", Form.JSON, null)
                .add(
                        "geometry",
                        "GEOMETRY",
                        Form.GEO_JSON,
                        Documents.shape("POINT(@)", "LINESTRING(@,@)", "GEOMETRYCOLLECTION EMPTY"))
                .add("point", "POINT NOT NULL", Form.GEO_JSON, Documents.shape("POINT(@)"))
                .add("line", "LINESTRING", Form.GEO_JSON, Documents.shape("LINESTRING(@,@,@)", "LINESTRING(@,@)"))
                .add(
                        "polygon",
                        "POLYGON",
                        Form.GEO_JSON,
                        Documents.shape(
                                "POLYGON((0 0,10 0,10 10,0 10,0 0),(1 1,2 1,2 2,1 1))", "POLYGON((0 0,1 0.5,1 1,0 0))"))
                .add("points", "MULTIPOINT", Form.GEO_JSON, Documents.shape("MULTIPOINT(@)", "MULTIPOINT(@,@)"))
                .add("lines", "MULTILINESTRING", Form.GEO_JSON, Documents.shape("MULTILINESTRING((@,@),(@,@,@))"))
                .add(
                        "polygons",
                        "MULTIPOLYGON",
                        Form.GEO_JSON,
                        Documents.shape(
                                "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0),(1 1,2 1,2 2,1 1)),((20 20,21 20,21 21,20 20)))"))
                .add(
                        "shapes",
                        "GEOMETRYCOLLECTION",
                        Form.GEO_JSON,
                        Documents.shape(
                                "GEOMETRYCOLLECTION(POINT(@),LINESTRING(@,@),GEOMETRYCOLLECTION(MULTIPOINT(@)))"));
    }

    TypedColumn column(String column) {
        return columns.stream()
                .filter(each -> each.name().equals(column))
                .findFirst()
                .orElseThrow();
    }

    String qualified() {
        return DATABASE + "." + name;
    }

    String create() {
        return columns.stream()
                .map(column -> ", " + column.quoted() + " " + column.definition())
                .collect(Collectors.joining(
                        "",
                        "CREATE TABLE " + qualified() + " (id INT NOT NULL",
                        ", " + index + ") CHARACTER SET utf8mb4"));
    }

    String insert(int id, Random random) {
        List<TypedColumn> given =
                columns.stream().filter(column -> column.literal() != null).toList();
        return "INSERT IGNORE INTO " + qualified() + " (id"
                + given.stream().map(column -> ", " + column.quoted()).collect(Collectors.joining())
                + ") VALUES (" + id
                + given.stream().map(column -> ", " + column.value(random)).collect(Collectors.joining()) + ")";
    }

    String update(int id, Random random) {
        List<TypedColumn> given =
                columns.stream().filter(column -> column.literal() != null).toList();
        return "UPDATE IGNORE " + qualified() + " SET "
                + given.stream()
                        .filter(column -> column == given.get(0) || random.nextInt(3) == 0)
                        .map(column -> column.quoted() + " = " + column.changed(random))
                        .collect(Collectors.joining(", "))
                + " WHERE id = " + id;
    }

    String delete(int id) {
        return "DELETE FROM " + qualified() + " WHERE id = " + id;
    }

    /** The id, then MySQL's text of each column. */
    String expected() {
        return columns.stream()
                .map(column -> ", " + column.expected())
                .collect(Collectors.joining("", "SELECT id", " FROM " + qualified()));
    }

    String mapping() {
        return "table: " + qualified() + "\nredis:\n  - hash: " + name
                + (key.isEmpty()
                        ? ":{id}"
                        : key.stream().map(":{%s}"::formatted).collect(Collectors.joining())) + "\n";
    }
}

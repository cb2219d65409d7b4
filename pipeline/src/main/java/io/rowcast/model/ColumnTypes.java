package io.rowcast.model;

import java.util.Locale;

/** MySQL's column types as {@link ColumnType}s, for all who read them: from the server, or from a file. */
public final class ColumnTypes {
    private static final int LONG_BITS = 63;

    private ColumnTypes() {}

    /**
     * @param dataType {@code DATA_TYPE} of information_schema, like {@code bigint}, or another word for it that DDL knows
     * @param columnType {@code COLUMN_TYPE}, like {@code bigint unsigned}
     * @param precision {@code NUMERIC_PRECISION}: the number of bits of a BIT column
     */
    public static ColumnType of(String dataType, String columnType, int precision) {
        return switch (dataType.toLowerCase(Locale.ROOT)) {
            case "tinyint", "smallint", "mediumint", "int", "year" -> ColumnType.INTEGER;
            case "integer", "int1", "int2", "int3", "int4", "middleint", "bool", "boolean" -> ColumnType.INTEGER;
            case "bigint", "int8" -> unsigned(columnType) ? ColumnType.UNSIGNED : ColumnType.INTEGER;
            case "serial" -> ColumnType.UNSIGNED;
            case "bit" -> precision > LONG_BITS ? ColumnType.UNSIGNED : ColumnType.INTEGER;
            case "decimal", "numeric", "dec", "fixed" -> ColumnType.DECIMAL;
            case "float", "double", "real", "float4", "float8", "double precision" -> ColumnType.FLOATING;
            case "enum", "set" -> ColumnType.TEXT;
            case "date" -> ColumnType.DATE;
            case "time" -> ColumnType.TIME;
            case "datetime" -> ColumnType.DATETIME;
            case "timestamp" -> ColumnType.TIMESTAMP;
            case "json" -> ColumnType.JSON;
            default -> text(dataType.toLowerCase(Locale.ROOT));
        };
    }

    /** NATIONAL CHARACTER VARYING and its like are texts. */
    private static ColumnType text(String type) {
        if (type.contains("binary") || type.contains("blob") || type.endsWith(" byte")) {
            return ColumnType.BINARY;
        }
        return type.contains("char") || type.contains("text") || type.equals("long")
                ? ColumnType.TEXT
                : ColumnType.OTHER;
    }

    /**
     * @param typeName as Debezium found it in a DDL statement, like {@code BIGINT UNSIGNED ZEROFILL}
     * @param length the number in parentheses behind it, 0 when there is none
     */
    public static ColumnType written(String typeName, int length) {
        String name = typeName.replaceAll("\\(.*?\\)", "")
                .replaceAll("(?i)\\b(UNSIGNED|SIGNED|ZEROFILL)\\b", "")
                .strip()
                .replaceAll("\\s+", " ");
        return of(name, typeName, length);
    }

    private static boolean unsigned(String columnType) {
        String lower = columnType.toLowerCase(Locale.ROOT);
        return lower.contains("unsigned") || lower.contains("zerofill");
    }
}

package io.rowcast.model;

import java.util.Locale;

/** MySQL's column types as {@link ColumnType}s, for all who read them: from the server, or from a file. */
public final class ColumnTypes {
    private static final int LONG_BITS = 63;

    private ColumnTypes() {}

    /**
     * @param dataType {@code DATA_TYPE} of information_schema, like {@code bigint}
     * @param columnType {@code COLUMN_TYPE}, like {@code bigint unsigned}
     * @param precision {@code NUMERIC_PRECISION}: the number of bits of a BIT column
     */
    public static ColumnType of(String dataType, String columnType, int precision) {
        return switch (dataType.toLowerCase(Locale.ROOT)) {
            case "tinyint", "smallint", "mediumint", "int", "year" -> ColumnType.INTEGER;
            case "bigint" ->
                columnType.toLowerCase(Locale.ROOT).contains("unsigned") ? ColumnType.UNSIGNED : ColumnType.INTEGER;
            case "bit" -> precision > LONG_BITS ? ColumnType.UNSIGNED : ColumnType.INTEGER;
            case "decimal" -> ColumnType.DECIMAL;
            case "float", "double" -> ColumnType.FLOATING;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" -> ColumnType.TEXT;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> ColumnType.BINARY;
            case "date" -> ColumnType.DATE;
            case "time" -> ColumnType.TIME;
            case "datetime" -> ColumnType.DATETIME;
            case "timestamp" -> ColumnType.TIMESTAMP;
            case "json" -> ColumnType.JSON;
            default -> ColumnType.OTHER;
        };
    }
}

package io.rowcast.reader.row;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How SQL reads a column of one type so that its JSON is the same as that of the value from the binlog.
 *
 * @param expression what is selected
 * @param binary whether that is bytes, not text
 */
public record SelectedColumn(String name, String expression, boolean binary, ColumnWriter writer) {

    /** @param dataType {@code DATA_TYPE} of information_schema */
    public static SelectedColumn of(String name, String dataType) {
        String column = quoted(name);
        return switch (dataType.toLowerCase(Locale.ROOT)) {
            // Plus 0: without the zeros of ZEROFILL, and a number for the bytes of a BIT.
            case "tinyint", "smallint", "mediumint", "int", "bigint", "year", "bit" ->
                json(name, column + " + 0", text -> text);
            case "float" -> json(name, inFull(column), text -> NumberText.single(Double.valueOf(text)));
            case "double" ->
                new SelectedColumn(
                        name,
                        inFull(column),
                        false,
                        (out, value) -> out.writeNumber(Double.parseDouble((String) value)));
            case "decimal" -> text(name, column, text -> new BigDecimal(text).toPlainString());
            case "date", "time" -> text(name, asText(column), text -> text);
            case "datetime" -> text(name, asText(column), TemporalText::dateTime);
            case "timestamp" -> text(name, asText(column), TemporalText::timestamp);
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" ->
                text(name, column, text -> text);
            case "json" -> json(name, column, JsonColumnText::of);
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                bytes(name, (out, value) -> out.writeBinary((byte[]) value));
            case "vector" -> bytes(name, (out, value) -> out.writeRawValue(VectorText.of(value)));
            default -> bytes(name, (out, value) -> out.writeRawValue(GeoJson.of(value)));
        };
    }

    private static SelectedColumn text(String name, String expression, Function<String, String> form) {
        return new SelectedColumn(name, expression, false, (out, value) -> out.writeString(form.apply((String) value)));
    }

    private static SelectedColumn json(String name, String expression, Function<String, String> form) {
        return new SelectedColumn(
                name, expression, false, (out, value) -> out.writeRawValue(form.apply((String) value)));
    }

    private static SelectedColumn bytes(String name, ColumnWriter writer) {
        return new SelectedColumn(name, quoted(name), true, writer);
    }

    private static String asText(String column) {
        return "CAST(" + column + " AS CHAR)";
    }

    /** MySQL shows a FLOAT with six digits; multiplied by a double it shows all that the binlog has. */
    public static String inFull(String column) {
        return column + " * 1e0";
    }

    /** A name as it stands in SQL. */
    public static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** The value in the current row, as {@link #writer} takes it. */
    @Nullable
    public Object value(ResultSet row, int index) throws SQLException {
        return binary ? row.getBytes(index) : row.getString(index);
    }
}

package io.rowcast.author;

import io.rowcast.model.ColumnType;
import io.rowcast.model.ColumnTypes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's type as people write it: as in MySQL, {@code decimal(10,2) null}, or the kind of value, {@code DECIMAL?}.
 *
 * @param fraction how many digits follow the point, -1 when that is not written
 */
record WrittenType(ColumnType type, boolean nullable, int fraction) {
    static final int AS_WRITTEN = -1;

    private static final Pattern WRITTEN = Pattern.compile("([a-z]+)\\s*(?:\\((.*)\\))?([a-z ]*)(\\?)?");
    private static final Set<String> WORDS =
            Set.of("unsigned", "signed", "zerofill", "not", "null", "precision", "primary", "key");
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("bool", "tinyint"),
            Map.entry("boolean", "tinyint"),
            Map.entry("integer", "int"),
            Map.entry("numeric", "decimal"),
            Map.entry("dec", "decimal"),
            Map.entry("real", "double"),
            Map.entry("floating", "double"));
    private static final Set<String> TYPES = Set.of(
            ("tinyint smallint mediumint int bigint unsigned year bit decimal float double char varchar tinytext text"
                            + " mediumtext longtext enum set binary varbinary tinyblob blob mediumblob longblob date time"
                            + " datetime timestamp json geometry point linestring polygon multipoint multilinestring"
                            + " multipolygon geometrycollection vector other")
                    .split(" "));

    /** @throws IllegalArgumentException when it is no type; says what was found and expected */
    static WrittenType parse(String text) {
        Matcher written = WRITTEN.matcher(text.trim().toLowerCase(Locale.ROOT));
        String name = written.matches() ? ALIASES.getOrDefault(written.group(1), written.group(1)) : "";
        List<String> words = written.matches() ? List.of(written.group(3).trim().split(" +")) : List.of();
        if (!TYPES.contains(name) || !words.stream().allMatch(word -> word.isEmpty() || WORDS.contains(word))) {
            throw new IllegalArgumentException("found '" + text
                    + "'; expected a type of MySQL like int, bigint unsigned, varchar(40), decimal(10,2) null");
        }
        String arguments = written.group(2) == null ? "" : written.group(2);
        boolean nullable = written.group(4) != null || (words.contains("null") && !words.contains("not"));
        ColumnType type = type(name, text, arguments);
        return new WrittenType(type, nullable, fraction(type, arguments));
    }

    private static ColumnType type(String name, String text, String arguments) {
        return switch (name) {
            case "unsigned" -> ColumnType.UNSIGNED;
            case "other" -> ColumnType.OTHER;
            case "binary" -> ColumnType.BINARY;
            case "bit" -> ColumnTypes.of(name, text, number(arguments, 1));
            default -> ColumnTypes.of(name, text, 0);
        };
    }

    private static int fraction(ColumnType type, String arguments) {
        return switch (type) {
            case DECIMAL -> arguments.isEmpty() ? AS_WRITTEN : number(arguments.replaceFirst("^[^,]*,?", ""), 0);
            case TIME, DATETIME, TIMESTAMP -> number(arguments, AS_WRITTEN);
            default -> AS_WRITTEN;
        };
    }

    private static int number(String digits, int otherwise) {
        return digits.trim().matches("[0-9]{1,3}") ? Integer.parseInt(digits.trim()) : otherwise;
    }
}

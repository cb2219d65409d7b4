package io.rowcast.author;

import io.rowcast.model.TableId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The Redis keys of a table, as a draft names them. Lookups and groups begin with the table's name, rows with that of one
 * thing in it.
 *
 * @param rows what the keys of rows begin with, {@code customer}
 * @param table what all other keys of the table begin with, {@code customers}
 */
record KeyNames(String rows, String table) {

    /** {@code customer:7} and {@code customers:by-email:…}. */
    static KeyNames brief(TableId table) {
        String one = singular(table.table());
        return new KeyNames(one.equals(table.table()) ? one + ":row" : one, table.table());
    }

    /** {@code shop:customers:row:7} and {@code shop:customers:by-email:…}: never those of another table. */
    static KeyNames full(TableId table) {
        String name = table.database() + ":" + table.table();
        return new KeyNames(name + ":row", name);
    }

    String row(List<String> columns) {
        return literal(rows) + placeholders(columns);
    }

    String group(String word, List<String> columns) {
        return literal(table) + ":" + literal(word) + "-" + literal(String.join("-", columns)) + placeholders(columns);
    }

    String whole(String word) {
        return literal(table) + ":" + literal(word);
    }

    static String placeholders(List<String> columns) {
        return columns.stream().map(column -> ":{" + column + "}").collect(Collectors.joining());
    }

    /** The name of one of them; the same when there is none. */
    static String singular(String plural) {
        if (plural.endsWith("ies") && plural.length() > 4) {
            return plural.substring(0, plural.length() - 3) + "y";
        }
        if (plural.matches(".*(ss|x|ch|sh)es")) {
            return plural.substring(0, plural.length() - 2);
        }
        return plural.matches(".*[^su]s") ? plural.substring(0, plural.length() - 1) : plural;
    }

    private static String literal(String text) {
        return text.replace("{", "{{").replace("}", "}}");
    }
}

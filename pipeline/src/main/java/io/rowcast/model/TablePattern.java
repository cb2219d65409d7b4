package io.rowcast.model;

import java.util.regex.Pattern;

/**
 * What a mapping file says in {@code table}: one table, {@code shop.orders}, or those that match, {@code shop.orders_*}.
 * A {@code *} stands for any characters but a dot, on both sides of it; names are compared as written.
 */
public record TablePattern(String text) {

    public TablePattern {
        int dot = text.indexOf('.');
        if (dot < 1 || dot == text.length() - 1) {
            throw new IllegalArgumentException("expected database.table, found '" + text + "'");
        }
    }

    /** Whether it stands for more than the one table it names. */
    public boolean isGlob() {
        return text.indexOf('*') >= 0;
    }

    /** The one table it names. */
    public TableId table() {
        if (isGlob()) {
            throw new IllegalStateException(text + " names no single table");
        }
        return TableId.parse(text);
    }

    public boolean matches(TableId table) {
        return Pattern.matches(regex(), table.toString());
    }

    /** The same as a regular expression for the whole of {@code database.table}. */
    public String regex() {
        StringBuilder regex = new StringBuilder();
        for (String literal : text.split("\\*", -1)) {
            regex.append(regex.length() == 0 ? "" : "[^.]*").append(Pattern.quote(literal));
        }
        return regex.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}

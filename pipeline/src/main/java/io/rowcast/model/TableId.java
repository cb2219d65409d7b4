package io.rowcast.model;

/** A MySQL table, named as MySQL names it: {@code shop.customers}. */
public record TableId(String database, String table) implements Comparable<TableId> {

    public TableId {
        if (database.isEmpty() || table.isEmpty()) {
            throw new IllegalArgumentException("a table needs a database and a name");
        }
    }

    /**
     * Reads {@code database.table}.
     *
     * @throws IllegalArgumentException when the text has no dot, or nothing on one side of it
     */
    public static TableId parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("expected database.table, found '" + text + "'");
        }
        return new TableId(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public int compareTo(TableId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return database + "." + table;
    }
}

package io.rowcast.guarantee;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Alters a table at random: all columns but those that the clients write come and go. */
final class RandomDdl {
    static final String DATABASE = "ddl";
    static final List<String> TABLES = List.of("things_1", "things_2", "things_3");

    private static final List<String> TYPES = List.of(
            "INT", "BIGINT NOT NULL DEFAULT 7", "DECIMAL(10,2) DEFAULT 1.25", "VARCHAR(30) DEFAULT 'é'", "DATE");
    private static final List<String> WIDER = List.of("VARCHAR(60)", "VARCHAR(40) CHARACTER SET latin1");

    /** What a statement does. */
    enum Kind {
        ADD,
        DROP,
        RENAME,
        MODIFY,
        TRUNCATE,
        INDEX,
        SWAP
    }

    private final Connection connection;
    private final Random random;
    private final Map<Kind, Integer> done = new EnumMap<>(Kind.class);
    private final Map<String, List<String>> extra;
    private int number;

    RandomDdl(Connection connection, Random random, Map<String, List<String>> extra) {
        this.connection = connection;
        this.random = random;
        this.extra = extra;
    }

    static void create(Connection connection, String table) throws SQLException {
        Sql.update(
                connection,
                "CREATE TABLE " + table + " (id BIGINT PRIMARY KEY, city VARCHAR(20) NOT NULL, amount DECIMAL(14,2) NOT"
                        + " NULL)");
    }

    /** How often each kind of statement was made. */
    Map<Kind, Integer> done() {
        return done;
    }

    void next() throws SQLException {
        String table = TABLES.get(random.nextInt(TABLES.size()));
        List<String> columns = extra.computeIfAbsent(table, each -> new ArrayList<>());
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        if (columns.isEmpty() && (kind == Kind.DROP || kind == Kind.RENAME || kind == Kind.MODIFY)
                || columns.size() > 6) {
            kind = columns.isEmpty() ? Kind.ADD : Kind.DROP;
        }
        make(kind, table, columns);
        done.merge(kind, 1, Integer::sum);
    }

    private void make(Kind kind, String table, List<String> columns) throws SQLException {
        int chosen = columns.isEmpty() ? -1 : random.nextInt(columns.size());
        switch (kind) {
            case ADD -> {
                String column = fresh();
                Sql.update(
                        connection,
                        "ALTER TABLE " + table + " ADD COLUMN " + column + " " + any(TYPES)
                                + any(List.of("", " FIRST")));
                columns.add(column);
            }
            case DROP -> Sql.update(connection, "ALTER TABLE " + table + " DROP COLUMN " + columns.remove(chosen));
            case RENAME -> {
                String column = fresh();
                Sql.update(
                        connection, "ALTER TABLE " + table + " RENAME COLUMN " + columns.get(chosen) + " TO " + column);
                columns.set(chosen, column);
            }
            case MODIFY ->
                Sql.update(connection, "ALTER TABLE " + table + " MODIFY " + columns.get(chosen) + " " + any(WIDER));
            case TRUNCATE -> Sql.update(connection, "TRUNCATE TABLE " + table);
            case INDEX -> {
                Sql.update(connection, "ALTER TABLE " + table + " ADD INDEX extra (amount)");
                Sql.update(connection, "DROP INDEX extra ON " + table);
            }
            case SWAP -> swap(table);
        }
    }

    /** As gh-ost and pt-online-schema-change end; what was written between the two is lost to MySQL, too. */
    private void swap(String table) throws SQLException {
        Sql.update(connection, "CREATE TABLE _" + table + "_gho LIKE " + table);
        Sql.update(connection, "INSERT INTO _" + table + "_gho SELECT * FROM " + table + " WHERE id % 10 > 0");
        Sql.update(connection, "RENAME TABLE " + table + " TO _" + table + "_del, _" + table + "_gho TO " + table);
        Sql.update(connection, "DROP TABLE _" + table + "_del");
    }

    private String fresh() {
        return "c" + number++;
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}

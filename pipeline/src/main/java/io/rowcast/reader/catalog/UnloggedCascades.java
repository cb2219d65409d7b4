package io.rowcast.reader.catalog;

import io.rowcast.config.Problem;
import io.rowcast.model.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds foreign keys by which MySQL changes rows without a word in the binlog. InnoDB carries out cascades below the layer
 * that writes it; from MySQL 9.6 on the server does that itself, unless {@code innodb_native_foreign_keys} is ON.
 */
final class UnloggedCascades {
    private static final String NATIVE = "SHOW GLOBAL VARIABLES LIKE 'innodb_native_foreign_keys'";
    private static final int MAJOR = 9;
    private static final int MINOR = 6;
    private static final String CASCADES = """
            SELECT CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, DELETE_RULE, UPDATE_RULE
            FROM information_schema.REFERENTIAL_CONSTRAINTS
            WHERE DELETE_RULE IN ('CASCADE', 'SET NULL') OR UPDATE_RULE IN ('CASCADE', 'SET NULL')
            ORDER BY CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME""";

    private final String label;
    private final Connection connection;

    UnloggedCascades(String label, Connection connection) {
        this.label = label;
        this.connection = connection;
    }

    /** One for each such key of these tables. */
    List<Problem> of(Collection<TableId> tables) throws SQLException {
        if (areLogged()) {
            return List.of();
        }
        Set<TableId> looked = new HashSet<>(tables);
        List<Problem> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(CASCADES)) {
            while (rows.next()) {
                TableId table = new TableId(rows.getString(1), rows.getString(2));
                if (looked.contains(table)) {
                    found.add(problem(table, rows));
                }
            }
        }
        return found;
    }

    private Problem problem(TableId table, ResultSet key) throws SQLException {
        return new Problem(
                label,
                table.toString(),
                "found the foreign key " + key.getString(3) + " (ON DELETE " + key.getString(4) + ", ON UPDATE "
                        + key.getString(5) + "), by which this MySQL changes rows of " + table
                        + " without writing that to the binlog: Redis keeps what they were; expected: a key without"
                        + " CASCADE and SET NULL and statements that change those rows, or MySQL 9.6");
    }

    private boolean areLogged() throws SQLException {
        var version = connection.getMetaData();
        int major = version.getDatabaseMajorVersion();
        if (major < MAJOR || (major == MAJOR && version.getDatabaseMinorVersion() < MINOR)) {
            return false;
        }
        try (Statement statement = connection.createStatement();
                ResultSet variable = statement.executeQuery(NATIVE)) {
            return !variable.next() || variable.getString(2).equals("OFF");
        }
    }
}

package io.rowcast.reader.catalog;

import io.rowcast.config.MySqlSettings;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.row.SelectedColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One table as it was at one place of the binlog. Nobody writes to the table for the moment in which the place is read and
 * the transaction begins that sees it; if that cannot be had within seconds, it fails and may be tried again.
 */
public final class TableSnapshot implements AutoCloseable {
    /** Writers queue up behind whoever waits for a lock. */
    private static final int LOCK_SECONDS = 10;

    private static final int NO_SUCH_TABLE = 1146;
    private static final int NO_SUCH_DATABASE = 1049;
    private static final Set<Integer> DENIED = Set.of(1044, 1045, 1142, 1143, 1227);
    private static final String PLACE = "SHOW BINARY LOG STATUS";
    private static final String PLACE_BEFORE_8_4 = "SHOW MASTER STATUS";

    /** Between two commits of a busy server there is time for a few questions every now and then. */
    private static final int ATTEMPTS = 200;

    private static final String BEGIN = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";

    private final MySqlCatalog catalog;
    private final BinlogPlace place;
    private final boolean locked;
    private final TableSchema schema;

    private TableSnapshot(MySqlCatalog catalog, BinlogPlace place, boolean locked, TableSchema schema) {
        this.catalog = catalog;
        this.place = place;
        this.locked = locked;
        this.schema = schema;
    }

    /**
     * The same without keeping anybody from writing, where GTIDs are on: the binlog has the same end before the transaction
     * begins and after. A change that was being committed just then is in the binlog and not among the GTIDs that are done,
     * so that {@link SourceMoment} can tell it. Without GTIDs, or if the binlog never stands still, it locks.
     */
    public static Optional<TableSnapshot> beside(MySqlSettings mysql, TableId table) throws SQLException {
        MySqlCatalog reading = new MySqlCatalog(mysql);
        Optional<TableSnapshot> between = Optional.empty();
        try (Statement statement = reading.connection().createStatement()) {
            if (hasGtids(statement)) {
                between = between(reading, statement, table);
            }
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_SUCH_TABLE || e.getErrorCode() == NO_SUCH_DATABASE) {
                return Optional.empty();
            }
            throw e;
        } finally {
            if (between.isEmpty()) {
                reading.close();
            }
        }
        return between.isPresent() ? between : open(mysql, table);
    }

    private static boolean hasGtids(Statement statement) throws SQLException {
        try (ResultSet mode = statement.executeQuery("SELECT @@GLOBAL.gtid_mode = 'ON'")) {
            return mode.next() && mode.getBoolean(1);
        }
    }

    private static Optional<TableSnapshot> between(MySqlCatalog catalog, Statement statement, TableId table)
            throws SQLException {
        statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        for (int i = 0; i < ATTEMPTS; i++) {
            BinlogPlace before = place(statement);
            statement.execute(BEGIN);
            if (place(statement).equals(before)) {
                statement.execute("SELECT 1 FROM " + quoted(table) + " LIMIT 1");
                return Optional.of(new TableSnapshot(
                        catalog, before, false, catalog.table(table).schema()));
            }
            statement.execute("ROLLBACK");
        }
        return Optional.empty();
    }

    public SourceMoment moment() {
        return new SourceMoment(place, locked);
    }

    /** Empty when there is no such table any more. */
    public static Optional<TableSnapshot> open(MySqlSettings mysql, TableId table) throws SQLException {
        MySqlCatalog reading = new MySqlCatalog(mysql);
        try (MySqlCatalog locking = new MySqlCatalog(mysql)) {
            lock(locking.connection(), table);
            return Optional.of(begun(reading, table));
        } catch (SQLException e) {
            reading.close();
            if (e.getErrorCode() == NO_SUCH_TABLE || e.getErrorCode() == NO_SUCH_DATABASE) {
                return Optional.empty();
            }
            throw e;
        } catch (RuntimeException e) {
            reading.close();
            throw e;
        }
    }

    /** The lock ends with its connection. Without the privilege to lock one table, all are locked. */
    private static void lock(Connection connection, TableId table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION lock_wait_timeout = " + LOCK_SECONDS);
            try {
                statement.execute("LOCK TABLES " + quoted(table) + " READ");
            } catch (SQLException e) {
                if (!DENIED.contains(e.getErrorCode())) {
                    throw e;
                }
                statement.execute("FLUSH TABLES WITH READ LOCK");
            }
        }
    }

    /** The first look at the table keeps it from being altered until the rows are read. */
    private static TableSnapshot begun(MySqlCatalog catalog, TableId table) throws SQLException {
        try (Statement statement = catalog.connection().createStatement()) {
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute(BEGIN);
            statement.execute("SELECT 1 FROM " + quoted(table) + " LIMIT 1");
            return new TableSnapshot(
                    catalog, place(statement), true, catalog.table(table).schema());
        }
    }

    private static BinlogPlace place(Statement statement) throws SQLException {
        try {
            return place(statement, PLACE);
        } catch (SQLSyntaxErrorException e) {
            return place(statement, PLACE_BEFORE_8_4);
        }
    }

    private static BinlogPlace place(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                throw new SQLException("found: a MySQL that writes no binlog; expected: log_bin = ON");
            }
            String gtids = row.getString("Executed_Gtid_Set").replaceAll("\\s", "");
            return new BinlogPlace(gtids, row.getString("File"), row.getLong("Position"));
        }
    }

    private static String quoted(TableId table) {
        return SelectedColumn.quoted(table.database()) + "." + SelectedColumn.quoted(table.table());
    }

    public BinlogPlace place() {
        return place;
    }

    /** The columns at that place, and the key as MySQL has it. */
    public TableSchema schema() {
        return schema;
    }

    /** Gives all rows, in no order. */
    public void forEach(TableSchema keyed, TableRows.RowSink sink) throws SQLException {
        forEach(keyed, null, sink);
    }

    /**
     * Gives the rows for which a condition holds, in no order.
     *
     * @param where a condition in SQL; {@code null} for all rows
     */
    public void forEach(TableSchema keyed, @Nullable String where, TableRows.RowSink sink) throws SQLException {
        new TableRows(catalog.connection()).forEach(keyed, where, 0, sink);
    }

    @Override
    public void close() {
        catalog.close();
    }
}

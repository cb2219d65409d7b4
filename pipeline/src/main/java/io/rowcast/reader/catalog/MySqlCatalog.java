package io.rowcast.reader.catalog;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MySqlSettings;
import io.rowcast.config.Problem;
import io.rowcast.model.ColumnDefinition;
import io.rowcast.model.Row;
import io.rowcast.model.TableId;
import io.rowcast.model.TableOutline;
import io.rowcast.model.TablePattern;
import io.rowcast.model.TableSchema;
import io.rowcast.topic.EnvelopeDecoder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What MySQL says about itself before anything starts: is it set up to be read, and what do its tables look like. */
public final class MySqlCatalog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MySqlCatalog.class);
    private static final int ACCESS_DENIED = 1045;
    private static final int ACCESS_DENIED_NO_PASSWORD = 1698;
    private static final int HOST_NOT_ALLOWED = 1130;
    private static final int ACCESS_DENIED_TO_DATABASE = 1044;

    private static final String DEFINITIONS = """
            SELECT COLUMN_NAME, LOWER(DATA_TYPE), NUMERIC_PRECISION, COALESCE(DATETIME_PRECISION, NUMERIC_SCALE),
                IS_NULLABLE, COLUMN_DEFAULT IS NOT NULL
            FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?""";

    private final MySqlSettings settings;
    private final Connection connection;

    /** @throws InvalidConfigException when MySQL cannot be reached, or does not let the user in */
    public MySqlCatalog(MySqlSettings settings) {
        this.settings = settings;
        try {
            connection = MySqlAccess.connect(settings);
        } catch (SQLException e) {
            throw caused(unreachable(e), e);
        }
    }

    private Problem unreachable(SQLException e) {
        if (MySqlAccess.isTls(e)) {
            return new Problem(
                    label(settings),
                    "mysql.tls",
                    "found: a server with which no TLS can be agreed on (" + rootMessage(e)
                            + "); expected: one with a certificate of mysql.tls.ca that, with mode verify_identity,"
                            + " names the host. Fix mysql.tls, found in mode "
                            + settings.tls().mode().word());
        }
        String message = switch (e.getErrorCode()) {
            case ACCESS_DENIED, ACCESS_DENIED_NO_PASSWORD, HOST_NOT_ALLOWED, ACCESS_DENIED_TO_DATABASE ->
                "found: MySQL refused user '" + settings.user() + "' (" + e.getMessage()
                        + "); expected: a user and password it accepts from this host, and a certificate if the account"
                        + " asks for one. Fix mysql.user, mysql.password or mysql.tls.certificate, or in MySQL: "
                        + MySqlPreflight.createUser(settings.user());
            default ->
                "found: no MySQL answers there (" + rootMessage(e) + "); expected: a server that accepts "
                        + "connections within 10 s. Fix mysql.host and mysql.port, or start the server";
        };
        return new Problem(label(settings), "mysql", message);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    static String label(MySqlSettings settings) {
        return "mysql " + settings.host() + ":" + settings.port();
    }

    /** What keeps this server from being read, each with the SQL that fixes it; empty when nothing does. */
    public List<Problem> preflight() {
        try {
            return new MySqlPreflight(label(settings), settings.user(), connection).problems();
        } catch (SQLException e) {
            throw failed("its variables and grants", e);
        }
    }

    /** How this server is set up, where that may hurt later, each with the SQL that mends it. */
    public List<Problem> advice() {
        try {
            return new MySqlPreflight(label(settings), settings.user(), connection).advice();
        } catch (SQLException e) {
            throw failed("its variables", e);
        }
    }

    /** What MySQL changes in these tables without a word in the binlog, which nobody can follow then. */
    public List<Problem> unloggedCascades(Collection<TableId> tables) {
        try {
            return new UnloggedCascades(label(settings), connection).of(tables);
        } catch (SQLException e) {
            throw failed("its foreign keys", e);
        }
    }

    /**
     * The columns and keys of the tables, as they are now.
     *
     * @throws InvalidConfigException naming every table that does not exist, or that the user may not see
     */
    public Map<TableId, TableSchema> schemas(Collection<TableId> tables) {
        try {
            CatalogQuery query = new CatalogQuery(connection);
            Map<TableId, String> types = query.types(tables);
            List<Problem> problems = new TreeSet<>(tables)
                    .stream()
                            .filter(table -> !"BASE TABLE".equals(types.get(table)))
                            .map(table -> missing(table, types.get(table)))
                            .toList();
            if (!problems.isEmpty()) {
                throw new InvalidConfigException(problems);
            }
            return byTable(query.tables(tables).values());
        } catch (SQLException e) {
            throw failed("its tables", e);
        }
    }

    /** The columns and keys of the tables that match any of the patterns, as they are now. */
    public Map<TableId, TableSchema> matching(Collection<TablePattern> patterns) {
        return byTable(tables(patterns));
    }

    private static Map<TableId, TableSchema> byTable(Collection<CatalogTable> tables) {
        Map<TableId, TableSchema> schemas = new TreeMap<>();
        tables.forEach(table -> schemas.put(table.schema().table(), table.schema()));
        return schemas;
    }

    /** The tables that match any of the patterns, sorted. */
    public Collection<CatalogTable> tables(Collection<TablePattern> patterns) {
        try {
            CatalogQuery query = new CatalogQuery(connection);
            return query.tables(query.matching(patterns)).values();
        } catch (SQLException e) {
            throw failed("its tables", e);
        }
    }

    /** How many rows the tables have, as MySQL's statistics guess. */
    public long rowsAbout(Collection<CatalogTable> tables) {
        long rows = 0;
        try (Statement statement = connection.createStatement();
                PreparedStatement query = connection.prepareStatement("SELECT COALESCE(TABLE_ROWS, 0) FROM"
                        + " information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?")) {
            statement.execute("SET SESSION information_schema_stats_expiry = 0");
            for (CatalogTable table : tables) {
                query.setString(1, table.schema().table().database());
                query.setString(2, table.schema().table().table());
                try (ResultSet row = query.executeQuery()) {
                    rows += row.next() ? row.getLong(1) : 0;
                }
            }
            return rows;
        } catch (SQLException e) {
            throw failed("how many rows its tables have", e);
        }
    }

    /** One table as it is now, in the transaction that is open. */
    public CatalogTable table(TableId table) throws SQLException {
        CatalogTable found = new CatalogQuery(connection).tables(List.of(table)).get(table);
        if (found == null) {
            throw new SQLException("found: no table " + table + "; expected: the one that was there a moment ago");
        }
        return found;
    }

    Connection connection() {
        return connection;
    }

    /**
     * Rows of a table as they are now, each as the mapping would get it.
     *
     * @param where a condition in SQL; {@code null} for all rows
     * @param limit how many rows at most; 0 for all
     */
    public List<Row> rows(TableSchema schema, @Nullable String where, int limit) {
        EnvelopeDecoder decoder = new EnvelopeDecoder(schema);
        List<Row> rows = new ArrayList<>();
        try {
            new TableRows(connection).forEach(schema, where, limit, (key, row) -> rows.add(decoder.row(row)));
        } catch (SQLException e) {
            throw failed("rows of " + schema.table(), e);
        }
        return rows;
    }

    /**
     * The row that has a key now, as the mapping would get it.
     *
     * @param key texts for the key columns of the schema, in their order; of a column of bytes, {@code 0x} and hexadecimal
     *     digits
     */
    public Optional<Row> row(TableSchema schema, List<String> key) {
        EnvelopeDecoder decoder = new EnvelopeDecoder(schema);
        List<Row> rows = new ArrayList<>();
        try {
            new TableRows(connection).find(schema, key, (ignored, row) -> rows.add(decoder.row(row)));
        } catch (SQLException e) {
            throw failed("a row of " + schema.table(), e);
        }
        return rows.stream().findFirst();
    }

    /** The tables that match a pattern, with all that MySQL knows of them. */
    public List<TableOutline> outlines(Collection<TablePattern> patterns) {
        TableOutlines reader = new TableOutlines(connection);
        try {
            List<TableOutline> outlines = new ArrayList<>();
            for (TableSchema schema : schemas(reader.tables(patterns)).values()) {
                outlines.add(reader.outline(schema));
            }
            return outlines;
        } catch (SQLException e) {
            throw failed("its tables and indexes", e);
        }
    }

    /** Whether the server has given any transaction a GTID so far. */
    public boolean hasGtids() {
        return gtids().isPresent();
    }

    /** All transactions that the server has committed; empty when none of them has a GTID. */
    public Optional<String> gtids() {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@GLOBAL.gtid_executed")) {
            return rows.next() ? Optional.of(rows.getString(1)).filter(set -> !set.isEmpty()) : Optional.empty();
        } catch (SQLException e) {
            throw failed("its GTIDs", e);
        }
    }

    /** What MySQL calls the server. */
    public String server() {
        try {
            return new SourceContinuity(connection).server();
        } catch (SQLException e) {
            throw failed("its server_uuid", e);
        }
    }

    /** See {@link SourceContinuity#require}. */
    public void requireContinuity(SourceOffset position, Optional<String> server) {
        try {
            new SourceContinuity(connection).require(position, server);
        } catch (SQLException e) {
            throw failed("its transactions", e);
        }
    }

    private Problem missing(TableId table, @Nullable String type) {
        String found = type == null
                ? "found: no table of that name that user '" + settings.user() + "' may see"
                : "found: a " + type.toLowerCase(Locale.ROOT);
        return new Problem(
                label(settings),
                table.toString(),
                found + "; expected: a table. Fix the name in the mapping (it is compared as written), or: "
                        + MySqlPreflight.grant("SELECT", settings.user()));
    }

    /** What MySQL declares of the columns of a table, by name. */
    public Map<String, ColumnDefinition> definitions(TableId table) {
        Map<String, ColumnDefinition> definitions = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement(DEFINITIONS)) {
            query.setString(1, table.database());
            query.setString(2, table.table());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    definitions.put(rows.getString(1), definition(rows));
                }
            }
        } catch (SQLException e) {
            throw failed("the columns of " + table, e);
        }
        return definitions;
    }

    private static ColumnDefinition definition(ResultSet row) throws SQLException {
        return new ColumnDefinition(
                row.getString(2), row.getInt(3), row.getInt(4), "YES".equals(row.getString(5)), row.getBoolean(6));
    }

    private InvalidConfigException failed(String what, SQLException e) {
        String message = "MySQL could not be asked for " + what + ": " + rootMessage(e);
        return caused(new Problem(label(settings), "mysql", message), e);
    }

    /** The cause says whether another attempt may find MySQL back. */
    private static InvalidConfigException caused(Problem problem, SQLException cause) {
        InvalidConfigException exception = new InvalidConfigException(List.of(problem));
        exception.initCause(cause);
        return exception;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("The connection to MySQL did not close cleanly");
        }
    }
}

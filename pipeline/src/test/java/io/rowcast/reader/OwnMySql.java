package io.rowcast.reader;

import io.rowcast.config.MySqlSettings;
import io.rowcast.config.TlsSettings;
import io.rowcast.fixture.MySql;
import io.rowcast.fixture.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A MySQL of a test class's own, with a database {@code shop}. */
final class OwnMySql implements AutoCloseable {
    private final MySql mysql;

    OwnMySql(String... flags) {
        mysql = TestServers.newMySql(flags);
        mysql.createDatabase("shop");
    }

    void start() {
        mysql.server().start();
    }

    void kill() {
        mysql.server().kill();
    }

    String host() {
        return mysql.server().host();
    }

    int port() {
        return mysql.server().port();
    }

    MySqlSettings settings() {
        return settings(host(), port());
    }

    static MySqlSettings settings(String host, int port) {
        return new MySqlSettings(host, port, MySql.USER, MySql.PASSWORD, TlsSettings.of(TlsSettings.Mode.PREFERRED));
    }

    Connection root() throws SQLException {
        return mysql.root();
    }

    /** Drops the database, if there is one of that name, and creates it empty; Rowcast may read it. */
    void createDatabase(String name) {
        mysql.createDatabase(name);
    }

    void execute(String... statements) {
        try (Connection connection = root();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in " + List.of(statements), e);
        }
    }

    /** The first column of the last row. */
    String text(String query) {
        try (Connection connection = root();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            String last = "";
            while (rows.next()) {
                last = rows.getString(1);
            }
            return last;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empties the binlog and forgets all GTIDs; MySQL 8.4 has another name for it than 8.0. */
    void resetBinlog() {
        try (Connection connection = root();
                Statement statement = connection.createStatement()) {
            boolean old = connection.getMetaData().getDatabaseProductVersion().startsWith("8.0.");
            statement.execute(old ? "RESET MASTER" : "RESET BINARY LOGS AND GTIDS");
        } catch (SQLException e) {
            throw new IllegalStateException("the binlog cannot be reset", e);
        }
    }

    @Override
    public void close() {
        mysql.server().close();
    }
}

package io.rowcast.reader.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server goes on from where was read before: it has all those transactions, or it is the same server with the
 * same binlog. Debezium does not notice a binlog that was begun anew, nor another server where there are no GTIDs, and
 * would read what lies there by chance.
 */
final class SourceContinuity {
    private final Connection connection;

    SourceContinuity(Connection connection) {
        this.connection = connection;
    }

    /** What MySQL calls the server; a copy of its files may have another one, a restored one the same. */
    String server() throws SQLException {
        return text("SELECT @@GLOBAL.server_uuid");
    }

    /**
     * @param position from which to go on
     * @param server that it was read from, if that is known
     * @throws SourceChangedException when nothing can be continued from the position
     * @throws SourceBehindException when the server is a replica to which the missing transactions may still come
     */
    void require(SourceOffset position, Optional<String> server) throws SQLException {
        boolean same = server.isEmpty() || server.get().equals(server());
        if (position.hasGtids()) {
            requireTransactions(position.completed());
        } else if (!same) {
            throw new SourceChangedException("found: MySQL server " + server() + "; expected: " + server.get()
                    + ", since a position without GTIDs means nothing on another server");
        }
        if (same && server.isPresent()) {
            requireBinlog(position);
        }
    }

    private void requireTransactions(String completed) throws SQLException {
        String missing = text("SELECT GTID_SUBTRACT(?, @@GLOBAL.gtid_executed)", completed);
        if (missing.isEmpty()) {
            return;
        }
        if (mayCome(missing)) {
            throw new SourceBehindException("this replica has not executed " + missing + " yet");
        }
        throw new SourceChangedException("found: a MySQL server that never had transactions " + missing
                + "; expected: one that has all that was read, as their rows are in Kafka and Redis");
    }

    /** Whether the server is replicating, or has fetched what is missing and is about to execute it. */
    private boolean mayCome(String missing) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet status = statement.executeQuery("SHOW REPLICA STATUS")) {
            while (status.next()) {
                String fetched = status.getString("Retrieved_Gtid_Set").replace("\n", "");
                boolean executing = status.getString("Replica_SQL_Running").equals("Yes");
                boolean fetching = !status.getString("Replica_IO_Running").equals("No");
                if (executing
                        && (fetching
                                || text("SELECT GTID_SUBTRACT(?, ?)", missing, fetched)
                                        .isEmpty())) {
                    return true;
                }
            }
            return false;
        }
    }

    /** On the same server, the newest binlog file is never an older one, nor does a file shrink. */
    private void requireBinlog(SourceOffset position) throws SQLException {
        BinlogPlace end = end();
        boolean sameName = stem(position.file()).equals(stem(end.file()));
        if (sameName && !end.isAtOrAfter(position.file(), position.position())) {
            throw new SourceChangedException("found: a binlog that ends at " + end.file() + ":" + end.position()
                    + "; expected: one that goes on behind " + position.file() + ":" + position.position()
                    + ". It was begun anew (RESET), or the server was restored from a backup");
        }
    }

    private BinlogPlace end() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet files = statement.executeQuery("SHOW BINARY LOGS")) {
            BinlogPlace end = new BinlogPlace("", "", 0);
            while (files.next()) {
                end = new BinlogPlace("", files.getString(1), files.getLong(2));
            }
            return end;
        }
    }

    private static String stem(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }

    private String text(String sql, String... arguments) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                query.setString(i + 1, arguments[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                @Nullable String found = rows.next() ? rows.getString(1) : null;
                return found == null ? "" : found.replace("\n", "");
            }
        }
    }
}

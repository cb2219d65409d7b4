package io.rowcast.reader.catalog;

import io.rowcast.config.Problem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Checks that a server writes all that happens into its binlog, and that the user may read it. */
final class MySqlPreflight {
    private static final int OLDEST = 8;
    private static final String PERSIST = " Fix, then restart Rowcast: ";
    /** Enough for a weekend, in which nobody looks. */
    private static final Duration KEPT = Duration.ofDays(3);

    private static final List<String> NEEDED =
            List.of("SELECT", "RELOAD", "SHOW DATABASES", "REPLICATION SLAVE", "REPLICATION CLIENT");

    private final String label;
    private final String user;
    private final Connection connection;
    private final List<Problem> problems = new ArrayList<>();

    MySqlPreflight(String label, String user, Connection connection) {
        this.label = label;
        this.user = user;
        this.connection = connection;
    }

    List<Problem> problems() throws SQLException {
        Map<String, String> variables = variables();
        version(variables.getOrDefault("version", ""));
        expect(variables, "log_bin", "ON", "start mysqld with --log-bin (it cannot be switched on while it runs)");
        expect(variables, "binlog_format", "ROW", "SET PERSIST binlog_format = 'ROW'; new sessions only");
        expect(variables, "binlog_row_image", "FULL", "SET PERSIST binlog_row_image = 'FULL'; new sessions only");
        partialJson(variables.getOrDefault("binlog_row_value_options", ""));
        if (variables.getOrDefault("server_id", "1").equals("0")) {
            problem(
                    "server_id",
                    "0, with which MySQL refuses who reads its binlog",
                    "a number of its own",
                    "SET PERSIST server_id = 1");
        }
        if (variables.getOrDefault("log_replica_updates", "ON").equals("OFF") && isReplica()) {
            problem(
                    "log_replica_updates",
                    "OFF on a replica, whose binlog lacks what its primary writes",
                    "ON",
                    "start mysqld with --log-replica-updates, or read the primary");
        }
        grants();
        return List.copyOf(problems);
    }

    /** What does not keep the server from being read, and may hurt later. */
    List<Problem> advice() throws SQLException {
        problems.clear();
        Map<String, String> variables = variables();
        expect(
                variables,
                "gtid_mode",
                "ON",
                "without GTIDs no failover to a replica is followed, and nobody can wait for his writes: SET PERSIST"
                        + " enforce_gtid_consistency = ON; then gtid_mode = OFF_PERMISSIVE, ON_PERMISSIVE, ON, one after the other");
        long kept = Long.parseLong(variables.getOrDefault("binlog_expire_logs_seconds", "0"));
        if (kept > 0 && kept < KEPT.toSeconds()) {
            problem(
                    "binlog_expire_logs_seconds",
                    kept + ": a reader that is away for longer needs a new snapshot",
                    "at least " + KEPT.toSeconds(),
                    "SET PERSIST binlog_expire_logs_seconds = " + KEPT.toSeconds());
        }
        return List.copyOf(problems);
    }

    /** How to make a user that can do all that is needed. */
    static String createUser(String user) {
        return "CREATE USER '" + user + "'@'%' IDENTIFIED BY '...'; " + grant(String.join(", ", NEEDED), user);
    }

    static String grant(String privileges, String user) {
        return "GRANT " + privileges + " ON *.* TO '" + user + "'@'%';";
    }

    private void version(String found) {
        String major = found.split("\\.", 2)[0];
        boolean maria = found.toLowerCase(Locale.ROOT).contains("mariadb");
        if (maria || !major.matches("\\d+") || Integer.parseInt(major) < OLDEST) {
            problem("version", found, "MySQL 8.0 or newer", "use such a server");
        }
    }

    private void expect(Map<String, String> variables, String name, String expected, String fix) {
        String found = variables.getOrDefault(name, expected);
        if (!found.equalsIgnoreCase(expected)) {
            problem(name, found, expected, fix);
        }
    }

    private void partialJson(String found) {
        if (found.toUpperCase(Locale.ROOT).contains("PARTIAL_JSON")) {
            problem(
                    "binlog_row_value_options",
                    found,
                    "'' (whole JSON values, not changes of them)",
                    "SET PERSIST binlog_row_value_options = ''; new sessions only");
        }
    }

    private void grants() throws SQLException {
        Set<String> granted = granted();
        if (granted.contains("ALL PRIVILEGES")) {
            return;
        }
        List<String> missing = NEEDED.stream()
                .filter(privilege -> !granted.contains(privilege))
                .toList();
        if (!missing.isEmpty()) {
            problem(
                    "grants",
                    "user '" + user + "' without " + String.join(", ", missing),
                    String.join(", ", NEEDED) + " on *.*",
                    grant(String.join(", ", missing), user));
        }
    }

    private Map<String, String> variables() throws SQLException {
        Map<String, String> variables = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GLOBAL VARIABLES WHERE Variable_name IN ('version',"
                        + "'log_bin','binlog_format','binlog_row_image','binlog_row_value_options','server_id','gtid_mode',"
                        + "'binlog_expire_logs_seconds','log_replica_updates')")) {
            while (rows.next()) {
                variables.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
            }
        }
        return variables;
    }

    /** A user that may not ask learns of it by its grants. */
    private boolean isReplica() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT 1 FROM performance_schema.replication_connection_configuration")) {
            return rows.next();
        } catch (SQLSyntaxErrorException e) {
            return false;
        }
    }

    /** Privileges of the user and its active roles on any level; SELECT may be granted on databases or tables alone. */
    private Set<String> granted() throws SQLException {
        Set<String> granted = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GRANTS FOR CURRENT_USER()")) {
            while (rows.next()) {
                privileges(rows.getString(1)).forEach(granted::add);
            }
        }
        return granted;
    }

    private static Stream<String> privileges(String grant) {
        int on = grant.indexOf(" ON ");
        if (!grant.startsWith("GRANT ") || on < 0) {
            return Stream.empty();
        }
        boolean everywhere = grant.startsWith("*.*", on + " ON ".length());
        return Arrays.stream(grant.substring("GRANT ".length(), on).split(","))
                .map(String::strip)
                .filter(privilege -> everywhere || privilege.equals("SELECT"));
    }

    private void problem(String variable, String found, String expected, String fix) {
        problems.add(new Problem(label, variable, "found: " + found + "; expected: " + expected + "." + PERSIST + fix));
    }
}

package shop;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The shop's MySQL, as plain SQL text in and text out. */
final class Database implements AutoCloseable {
    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** Connects with the session time zone UTC, in which TIMESTAMPs are compared. */
    static Database open(String host, String port, String user, String password) throws SQLException {
        String url = "jdbc:mysql://" + host + ":" + port + "/shop?allowPublicKeyRetrieval=true&connectionTimeZone=UTC"
                + "&forceConnectionTimeZoneToSession=true&tinyInt1isBit=false";
        return new Database(DriverManager.getConnection(url, user, password));
    }

    /** Runs the statements as one transaction. */
    void transaction(List<String> sql) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.executeUpdate(one);
            }
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** All rows, each as its column labels and values in order. */
    List<Map<String, String>> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData columns = result.getMetaData();
            List<Map<String, String>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnLabel(i), result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** The first row, {@code null} when there is none. */
    Map<String, String> one(String sql) throws SQLException {
        List<Map<String, String>> rows = rows(sql + " LIMIT 1");
        return rows.isEmpty() ? null : rows.get(0);
    }

    /** Some row of the query, {@code null} when there is none. */
    Map<String, String> any(String sql, Random random) throws SQLException {
        String count = one("SELECT COUNT(*) AS n FROM (" + sql + ") AS candidates").get("n");
        return count.equals("0") ? null : rows(sql + " LIMIT " + random.nextInt(Integer.parseInt(count)) + ", 1").get(0);
    }

    /** A text as an SQL literal. */
    static String quoted(String text) {
        return text == null ? "NULL" : "'" + text.replace("'", "''") + "'";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

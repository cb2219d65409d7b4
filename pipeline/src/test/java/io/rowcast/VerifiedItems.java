package io.rowcast;

import io.rowcast.fixture.MySql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** The table of {@link VerifyIT}: rows that stay as they are, those of the city Cold among them, and rows under load. */
final class VerifiedItems implements AutoCloseable {
    static final int STILL = 40;

    private static final int ALL = 400;
    private static final int CLIENTS = 2;
    private static final Duration BETWEEN = Duration.ofMillis(2);
    private static final List<String> CITIES = List.of("Oslo", "Bergen", "Moss");
    private static final String TABLE = """
            CREATE TABLE verified.items (id INT PRIMARY KEY, code VARCHAR(20) UNIQUE, name VARCHAR(40) NOT NULL,
              city VARCHAR(20), price DECIMAL(10,2) NOT NULL, points INT NOT NULL, lon DOUBLE NOT NULL,
              lat DOUBLE NOT NULL, ends DATETIME, tags JSON, state VARCHAR(10) NOT NULL)""";

    private static final String SPREAD = """
            CREATE TABLE verified.spread (id INT PRIMARY KEY, city VARCHAR(20), points INT NOT NULL)""";

    private final MySql mysql;
    private final List<Thread> clients = new ArrayList<>();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean ended;

    private VerifiedItems(MySql mysql) {
        this.mysql = mysql;
    }

    /** Rows 1 to 20 in Cold, 21 to 40 in cities whose other rows change. */
    static VerifiedItems create(MySql mysql) throws SQLException {
        VerifiedItems items = new VerifiedItems(mysql);
        mysql.createDatabase("verified");
        try (Connection root = mysql.root();
                Statement statement = root.createStatement()) {
            statement.execute(TABLE);
            statement.execute(SPREAD);
            Random random = new Random(1);
            for (int id = 1; id <= ALL; id++) {
                items.insert(root, id, id <= STILL / 2 ? "Cold" : CITIES.get(id % CITIES.size()), random);
                statement.execute("INSERT INTO verified.spread VALUES (" + id + ", 'Oslo', " + id + ")");
            }
        }
        return items;
    }

    private void insert(Connection connection, int id, String city, Random random) throws SQLException {
        String sql = "INSERT INTO verified.items VALUES (?, ?, ?, ?, ?, ?, ?, ?, NOW() + INTERVAL 1 DAY, ?, 'shown')";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setInt(1, id);
            insert.setString(2, id <= STILL ? "c" + id : null);
            insert.setString(3, "name " + id);
            insert.setString(4, city);
            insert.setString(5, random.nextInt(10_000) + "." + (10 + random.nextInt(90)));
            insert.setInt(6, random.nextInt(1000));
            insert.setDouble(7, random.nextDouble() * 20);
            insert.setDouble(8, 50 + random.nextDouble() * 20);
            insert.setString(9, "[\"t" + id % 7 + "\", \"even" + id % 2 + "\"]");
            insert.execute();
        }
    }

    void startLoad() {
        for (int i = 0; i < CLIENTS; i++) {
            Random random = new Random(i);
            int client = i;
            Thread thread = new Thread(() -> work(client, random), "load-" + i);
            clients.add(thread);
            thread.start();
        }
    }

    private void work(int client, Random random) {
        try (Connection connection = mysql.root()) {
            while (!ended) {
                change(connection, client, random);
                changes.incrementAndGet();
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        } catch (SQLException | RuntimeException e) {
            failure.set(e);
        }
    }

    private void change(Connection connection, int client, Random random) throws SQLException {
        int rows = (ALL - STILL) / CLIENTS;
        int id = STILL + 1 + client * rows + random.nextInt(rows);
        String where = " WHERE id = " + id;
        try (Statement statement = connection.createStatement()) {
            String set = switch (random.nextInt(7)) {
                case 0 -> "city = '" + CITIES.get(random.nextInt(CITIES.size())) + "'";
                case 1 -> "price = price + 0.01, points = points + 1";
                case 2 ->
                    "name = 'name " + id + "." + random.nextInt(3) + "', code = IF(code IS NULL, 'h" + id + "', NULL)";
                case 3 -> "state = IF(state = 'shown', 'hidden', 'shown')";
                case 4 -> "tags = '[\"t" + random.nextInt(7) + "\"]', lon = lon + 0.5 - RAND()";
                case 5 -> "";
                default -> SPREAD;
            };
            if (set.equals(SPREAD)) {
                spread(statement, id, random);
            } else if (!set.isEmpty()) {
                statement.execute("UPDATE verified.items SET " + set + where);
            } else {
                statement.execute("DELETE FROM verified.items" + where);
                insert(connection, id, CITIES.get(random.nextInt(CITIES.size())), random);
            }
        }
    }

    private static void spread(Statement statement, int id, Random random) throws SQLException {
        if (random.nextInt(3) == 0) {
            statement.execute("DELETE FROM verified.spread WHERE id = " + id);
        } else {
            String values = "'" + CITIES.get(random.nextInt(CITIES.size())) + "', " + random.nextInt(1000);
            statement.execute("REPLACE INTO verified.spread VALUES (" + id + ", " + values + ")");
        }
    }

    /** Changes one of the rows that the load leaves as they are. */
    void rename(int id, String name) {
        try (Connection root = mysql.root();
                Statement statement = root.createStatement()) {
            statement.execute("UPDATE verified.items SET name = '" + name + "' WHERE id = " + id);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    double sum(String column, String city) {
        try (Connection root = mysql.root();
                Statement statement = root.createStatement();
                ResultSet sum = statement.executeQuery(
                        "SELECT SUM(" + column + ") FROM verified.items WHERE city = '" + city + "'")) {
            sum.next();
            return sum.getDouble(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long changes() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException(failed);
        }
        return changes.get();
    }

    @Override
    public void close() {
        ended = true;
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}

package io.rowcast.guarantee;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Order lines of one client come, change, move to another order, and go; sometimes a whole order goes at once. */
record OrderLineChanges(long firstOrder, int orders, Versions versions) implements Changes {
    static final List<String> SKUS = List.of("A-1", "A-2", "B:1", "B:2", "C 3", "D{4}", "E");

    private static final int LINES = 6;

    static IntStream lines() {
        return IntStream.rangeClosed(1, LINES);
    }

    @Override
    public void make(Connection connection, Random random) throws SQLException {
        long order = firstOrder + random.nextInt(orders);
        int line = 1 + random.nextInt(LINES);
        int dice = random.nextInt(100);
        if (dice < 50) {
            put(connection, random, order, line);
        } else if (dice < 70) {
            change(connection, random, order, line);
        } else if (dice < 85) {
            move(connection, random, order, line);
        } else if (dice < 97) {
            Sql.update(connection, "DELETE FROM order_lines WHERE order_id = ? AND line_no = ?", order, line);
        } else {
            Sql.update(connection, "DELETE FROM order_lines WHERE order_id = ?", order);
        }
    }

    private void put(Connection connection, Random random, long order, int line) throws SQLException {
        String sql = "REPLACE INTO order_lines VALUES (?, ?, ?, ?, ?, ?, ?)";
        Sql.update(
                connection,
                sql,
                order,
                line,
                SKUS.get(random.nextInt(SKUS.size())),
                random.nextInt(1, 10),
                anyAmount(random),
                anyNote(random),
                versions.next());
    }

    private void change(Connection connection, Random random, long order, int line) throws SQLException {
        String sql = "UPDATE order_lines SET quantity = quantity + 1, amount = ?, note = ?, version = ?"
                + " WHERE order_id = ? AND line_no >= ?";
        Sql.update(connection, sql, anyAmount(random), anyNote(random), versions.next(), order, line);
    }

    private void move(Connection connection, Random random, long order, int line) throws SQLException {
        long to = firstOrder + random.nextInt(orders);
        String taken = "SELECT 1 FROM order_lines WHERE order_id = ? AND line_no = ?";
        if (Sql.first(connection, taken, to, line).isEmpty()) {
            String sql = "UPDATE order_lines SET order_id = ?, version = ? WHERE order_id = ? AND line_no = ?";
            Sql.update(connection, sql, to, versions.next(), order, line);
        }
    }

    private static BigDecimal anyAmount(Random random) {
        return BigDecimal.valueOf(random.nextLong(0, 100_000_000L), 3);
    }

    private static @Nullable String anyNote(Random random) {
        return random.nextBoolean() ? null : "note " + random.nextInt(100);
    }
}

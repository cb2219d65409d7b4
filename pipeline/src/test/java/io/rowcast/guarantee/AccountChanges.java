package io.rowcast.guarantee;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Accounts of one client open, change, move to another region, close, get another number, and disappear. */
record AccountChanges(long firstId, int ids, Versions versions) implements Changes {
    static final List<String> REGIONS = List.of("north", "south", "east", "west", "Île-de-France", "midlands");

    @Override
    public void make(Connection connection, Random random) throws SQLException {
        long id = anyId(random);
        Optional<String> status = status(connection, id);
        if (status.isEmpty()) {
            open(connection, random, id);
            return;
        }
        int dice = random.nextInt(100);
        if (dice < 15) {
            Sql.update(connection, "DELETE FROM accounts WHERE id = ?", id);
        } else if (dice < 18) {
            swap(connection, id, anyId(random), status.get());
        } else if (dice < 30) {
            renumber(connection, id, anyId(random), status.get());
        } else {
            change(connection, random, id, status.get());
        }
    }

    private long anyId(Random random) {
        return firstId + random.nextInt(ids);
    }

    private static Optional<String> status(Connection connection, long id) throws SQLException {
        return Sql.first(connection, "SELECT status FROM accounts WHERE id = ?", id);
    }

    private void open(Connection connection, Random random, long id) throws SQLException {
        long version = versions.next();
        String status = anyStatus(random);
        String sql = "INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?)";
        Sql.update(
                connection,
                sql,
                id,
                anyRegion(random),
                anyBalance(random),
                random.nextInt(-50, 1000),
                status,
                anyNickname(random),
                version);
        arrived(connection, id, version, "closed", status);
    }

    private void change(Connection connection, Random random, long id, String was) throws SQLException {
        long version = versions.next();
        String is = anyStatus(random);
        String sql = "UPDATE accounts SET region = ?, balance = ?, points = points + ?, status = ?, nickname = ?,"
                + " version = ? WHERE id = ?";
        Sql.update(
                connection,
                sql,
                anyRegion(random),
                anyBalance(random),
                random.nextInt(-5, 6),
                is,
                anyNickname(random),
                version,
                id);
        arrived(connection, id, version, was, is);
    }

    private void renumber(Connection connection, long from, long to, String status) throws SQLException {
        if (status(connection, to).isEmpty()) {
            long version = versions.next();
            Sql.update(connection, "UPDATE accounts SET id = ?, version = ? WHERE id = ?", to, version, from);
            arrived(connection, to, version, "closed", status);
        }
    }

    /** Two accounts change their numbers, one of them by way of a third. */
    private void swap(Connection connection, long id, long other, String status) throws SQLException {
        Optional<String> otherStatus = status(connection, other);
        if (id != other && otherStatus.isPresent()) {
            long aside = -firstId;
            renumber(connection, id, aside, status);
            renumber(connection, other, id, otherStatus.get());
            renumber(connection, aside, other, status);
        }
    }

    private static void arrived(Connection connection, long id, long version, String was, String is)
            throws SQLException {
        if (is.equals("open") && !was.equals("open")) {
            Sql.update(connection, "INSERT INTO opening_log (account, version) VALUES (?, ?)", id, version);
        }
    }

    private static String anyStatus(Random random) {
        return random.nextInt(4) == 0 ? "closed" : "open";
    }

    private static String anyRegion(Random random) {
        return REGIONS.get(random.nextInt(REGIONS.size()));
    }

    private static BigDecimal anyBalance(Random random) {
        return BigDecimal.valueOf(random.nextLong(-100_000, 100_000_000_000L), 2);
    }

    private static @Nullable String anyNickname(Random random) {
        return random.nextInt(3) == 0 ? null : "nick \"" + random.nextInt(1000) + "\" ☃";
    }
}

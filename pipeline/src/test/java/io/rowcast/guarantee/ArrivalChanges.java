package io.rowcast.guarantee;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Rows come into queues: at once, or when they become ready, or again under another primary key; they leave their table
 * later, and stay in the queue. Clients take turns, so that the log is in commit order.
 */
record ArrivalChanges(Ledger ledger, Versions ids) implements Changes {
    static final List<String> QUEUES = List.of("letters", "parcels", "pallets");

    @Override
    public void make(Connection connection, Random random) throws SQLException {
        int dice = random.nextInt(100);
        if (dice < 60) {
            insert(connection, random);
        } else if (dice < 80) {
            becomeReady(connection, random);
        } else if (dice < 90) {
            renumber(connection, random);
        } else {
            delete(connection, random);
        }
    }

    private void insert(Connection connection, Random random) throws SQLException {
        for (int rows = 1 + random.nextInt(3); rows > 0; rows--) {
            long id = ids.next();
            String queue = QUEUES.get(random.nextInt(QUEUES.size()));
            boolean ready = random.nextInt(3) > 0;
            Sql.update(connection, "INSERT INTO arrivals VALUES (?, ?, ?)", id, queue, ready);
            if (ready) {
                arrived(connection, queue, id);
            }
        }
    }

    private void becomeReady(Connection connection, Random random) throws SQLException {
        Optional<String> waiting = any(connection, random, false);
        if (waiting.isPresent()) {
            Sql.update(connection, "UPDATE arrivals SET ready = TRUE WHERE id = ?", waiting.get());
            arrived(connection, queueOf(connection, waiting.get()), Long.parseLong(waiting.get()));
        }
    }

    private void renumber(Connection connection, Random random) throws SQLException {
        Optional<String> ready = any(connection, random, true);
        if (ready.isPresent()) {
            long id = ids.next();
            Sql.update(connection, "UPDATE arrivals SET id = ? WHERE id = ?", id, ready.get());
            arrived(connection, queueOf(connection, Long.toString(id)), id);
        }
    }

    private static void delete(Connection connection, Random random) throws SQLException {
        Optional<String> ready = any(connection, random, true);
        if (ready.isPresent()) {
            Sql.update(connection, "DELETE FROM arrivals WHERE id = ?", ready.get());
        }
    }

    private void arrived(Connection connection, String queue, long id) throws SQLException {
        Sql.update(connection, "INSERT INTO arrival_log (queue, arrival) VALUES (?, ?)", queue, id);
        ledger.arrived(queue, id);
    }

    private static Optional<String> any(Connection connection, Random random, boolean ready) throws SQLException {
        String order = random.nextBoolean() ? "ASC" : "DESC";
        return Sql.first(
                connection, "SELECT id FROM arrivals WHERE ready = ? ORDER BY id " + order + " LIMIT 1", ready);
    }

    private static String queueOf(Connection connection, String id) throws SQLException {
        return Sql.first(connection, "SELECT queue FROM arrivals WHERE id = ?", id)
                .orElseThrow();
    }
}

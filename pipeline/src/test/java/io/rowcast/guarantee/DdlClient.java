package io.rowcast.guarantee;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Writes rows of tables that are altered meanwhile; a statement that an alteration refuses is not made. */
final class DdlClient implements Runnable {
    private static final int IDS = 300;
    private static final long PAUSE_NANOS = 4_000_000;
    private static final List<String> CITIES = List.of("Oslo", "Bonn", "Łódź", "Nice");

    private final Connection connection;
    private final Random random;
    private final AtomicBoolean go;
    private final AtomicLong made = new AtomicLong();
    private final AtomicReference<@Nullable SQLException> refused = new AtomicReference<>();

    DdlClient(Connection connection, Random random, AtomicBoolean go) {
        this.connection = connection;
        this.random = random;
        this.go = go;
    }

    long made() {
        return made.get();
    }

    /** The last that was refused, to be told when nothing was made. */
    @Nullable
    SQLException refused() {
        return refused.get();
    }

    @Override
    public void run() {
        while (go.get()) {
            try {
                change(RandomDdl.TABLES.get(random.nextInt(RandomDdl.TABLES.size())));
                made.incrementAndGet();
            } catch (SQLException e) {
                refused.set(e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void change(String table) throws SQLException {
        long id = random.nextInt(IDS);
        BigDecimal amount = BigDecimal.valueOf(random.nextInt(1_000_000), 2);
        String city = CITIES.get(random.nextInt(CITIES.size()));
        switch (random.nextInt(6)) {
            case 0 -> Sql.update(connection, "DELETE FROM " + table + " WHERE id = ?", id);
            case 1 -> Sql.update(connection, "UPDATE IGNORE " + table + " SET id = ? WHERE id = ?", id + IDS, id);
            case 2 ->
                Sql.update(
                        connection,
                        "UPDATE " + table + " SET amount = ?, city = ? WHERE id BETWEEN ? AND ?",
                        amount,
                        city,
                        id,
                        id + 9);
            default ->
                Sql.update(
                        connection,
                        "INSERT INTO " + table + " (id, city, amount) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE amount ="
                                + " VALUES(amount)",
                        id,
                        city,
                        amount);
        }
    }
}

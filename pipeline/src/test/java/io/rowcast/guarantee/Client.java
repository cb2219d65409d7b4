package io.rowcast.guarantee;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** One of the {@link Clients}: transactions of one to four changes at a bounded rate, some of them rolled back. */
final class Client implements AutoCloseable {
    /** 4 clients make about 250 transactions a second: more than a reader or writer that starts, less than one that runs. */
    private static final Duration PACE = Duration.ofMillis(16);

    private final Clients clients;
    private final Connection connection;
    private final List<Changes> own;
    private final List<Changes> shared;
    private final Random random;
    private long next = System.nanoTime();

    Client(Clients clients, Connection connection, List<Changes> own, List<Changes> shared, long seed) {
        this.clients = clients;
        this.connection = connection;
        this.own = own;
        this.shared = shared;
        this.random = new Random(seed);
    }

    void transaction() throws SQLException {
        if (own.isEmpty() || random.nextInt(100) < 40) {
            clients.turn().lock();
            try {
                transaction(true);
            } finally {
                clients.turn().unlock();
            }
        } else {
            transaction(false);
        }
        pace();
    }

    private void transaction(boolean withShared) throws SQLException {
        if (withShared) {
            any(shared).make(connection, random);
        }
        for (int more = random.nextInt(withShared ? 0 : 1, 4); more > 0; more--) {
            any(withShared && (own.isEmpty() || random.nextBoolean()) ? shared : own)
                    .make(connection, random);
        }
        if (random.nextInt(100) < 7) {
            connection.rollback();
            clients.rolledBack();
            if (withShared) {
                clients.ledger().rolledBack();
            }
        } else {
            connection.commit();
            clients.committed();
            if (withShared) {
                clients.ledger().committed();
            }
        }
    }

    private Changes any(List<Changes> changes) {
        return changes.get(random.nextInt(changes.size()));
    }

    /** Keeps the rate even; a client that fell behind does not catch up in a burst. */
    private void pace() {
        next = Math.max(next + PACE.toNanos(), System.nanoTime() - PACE.toNanos());
        for (long wait = next - System.nanoTime(); wait > 0; wait = next - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

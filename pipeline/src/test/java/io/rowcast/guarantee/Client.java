package io.rowcast.guarantee;

import io.rowcast.fixture.MySql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * One of the {@link Clients}: transactions of one to four changes at a bounded rate, some of them rolled back. When MySQL
 * goes away it waits for it, and finds out whether the transaction it was about to commit is there.
 */
final class Client implements AutoCloseable {
    /** 4 clients make about 250 transactions a second: more than a reader or writer that starts, less than one that runs. */
    private static final Duration PACE = Duration.ofMillis(16);

    private static final long CLOCK_SKEW = Duration.ofHours(2).toSeconds();

    private final Clients clients;
    private final Supplier<MySql> mysql;
    private final List<Changes> own;
    private final List<Changes> shared;
    private final Random random;
    private Connection connection;
    private boolean committing;
    private long next = System.nanoTime();

    Client(Clients clients, Supplier<MySql> mysql, List<Changes> own, List<Changes> shared, long seed)
            throws SQLException {
        this.clients = clients;
        this.mysql = mysql;
        this.connection = connect();
        this.own = own;
        this.shared = shared;
        this.random = new Random(seed);
    }

    void transaction() throws SQLException {
        if (own.isEmpty() || random.nextInt(100) < 40) {
            clients.turn().lock();
            try {
                transactionOrOutage(true);
            } finally {
                clients.turn().unlock();
            }
        } else {
            transactionOrOutage(false);
        }
        pace();
    }

    private void transactionOrOutage(boolean withShared) throws SQLException {
        try {
            committing = false;
            transaction(withShared);
        } catch (SQLException e) {
            if (connection.isValid(2)) {
                throw e;
            }
            connection.close();
            connection = connectAgain();
            if (committing && isThere()) {
                committed(withShared);
            } else {
                rolledBack(withShared);
            }
        }
    }

    /** MySQL went away in the middle of a COMMIT: whether it was done. A transaction without arrivals cannot be told. */
    private boolean isThere() throws SQLException {
        List<Ledger.Arrival> arrivals = clients.ledger().open();
        if (arrivals.isEmpty()) {
            return false;
        }
        String sql = "SELECT 1 FROM arrival_log WHERE queue = ? AND arrival = ?";
        return Sql.first(
                        connection,
                        sql,
                        arrivals.get(0).queue(),
                        arrivals.get(0).id())
                .isPresent();
    }

    private Connection connect() throws SQLException {
        Connection opened = Schema.connect(mysql.get());
        opened.setAutoCommit(false);
        opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return opened;
    }

    private Connection connectAgain() {
        return Awaitility.await("MySQL to come back")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(this::connect, opened -> true);
    }

    /** MySQL's clock is not to be relied on: now and then it says another hour. */
    private void setClock() throws SQLException {
        if (random.nextInt(4) == 0) {
            long seconds = Instant.now().getEpochSecond() + random.nextLong(-CLOCK_SKEW, CLOCK_SKEW);
            Sql.update(connection, "SET timestamp = " + (random.nextBoolean() ? "DEFAULT" : seconds));
        }
    }

    private void transaction(boolean withShared) throws SQLException {
        setClock();
        if (withShared) {
            any(shared).make(connection, random);
        }
        for (int more = random.nextInt(withShared ? 0 : 1, 4); more > 0; more--) {
            any(withShared && (own.isEmpty() || random.nextBoolean()) ? shared : own)
                    .make(connection, random);
        }
        if (random.nextInt(100) < 7) {
            connection.rollback();
            rolledBack(withShared);
        } else {
            committing = true;
            connection.commit();
            committed(withShared);
        }
    }

    private void rolledBack(boolean withShared) {
        clients.rolledBack();
        if (withShared) {
            clients.ledger().rolledBack();
        }
    }

    private void committed(boolean withShared) {
        clients.committed();
        if (withShared) {
            clients.ledger().committed();
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

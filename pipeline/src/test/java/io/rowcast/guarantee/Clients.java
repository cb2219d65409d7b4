package io.rowcast.guarantee;

import io.rowcast.fixture.MySql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The clients that change MySQL all the time, each with a connection and a seed of its own. */
final class Clients implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final int ACCOUNTS = 80;
    private static final int ORDERS = 12;

    /** What the clients do: everything, or nothing but move e-mail addresses. */
    enum Work {
        ALL,
        MOVE_EMAILS
    }

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong rollbacks = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Ledger ledger = new Ledger();
    private final Lock turn = new ReentrantLock(true);
    private final Versions versions = new Versions();
    private final MemberChanges members = new MemberChanges(versions);

    private Clients() {}

    /** @param seed decides what they do, though not how their transactions interleave */
    static Clients start(Supplier<MySql> mysql, Work work, long seed) throws SQLException {
        Clients clients = new Clients();
        for (int number = 0; number < CLIENTS; number++) {
            Client client = new Client(clients, mysql, clients.own(work, number), clients.shared(work), seed + number);
            Thread thread = new Thread(() -> clients.run(client), "client-" + number);
            clients.threads.add(thread);
        }
        clients.threads.forEach(Thread::start);
        return clients;
    }

    /** Changes of rows that only this client touches. */
    private List<Changes> own(Work work, int number) {
        return work == Work.MOVE_EMAILS
                ? List.of()
                : List.of(
                        new AccountChanges(1 + (long) number * ACCOUNTS, ACCOUNTS, versions),
                        new OrderLineChanges(1 + (long) number * ORDERS, ORDERS, versions));
    }

    /** Changes of rows that all clients touch, in turn. */
    private List<Changes> shared(Work work) {
        return work == Work.MOVE_EMAILS ? List.of(members) : List.of(members, new ArrivalChanges(ledger, versions));
    }

    private void run(Client client) {
        try (client) {
            while (!stopping.get()) {
                client.transaction();
            }
        } catch (SQLException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    Lock turn() {
        return turn;
    }

    Ledger ledger() {
        return ledger;
    }

    void committed() {
        commits.incrementAndGet();
    }

    void rolledBack() {
        rollbacks.incrementAndGet();
    }

    long commits() {
        return commits.get();
    }

    long rollbacks() {
        return rollbacks.get();
    }

    long emailMoves() {
        return members.moves();
    }

    /** The Redis hashes of all rows that the clients can touch and that carry a version. */
    static List<String> rows() {
        Stream<String> accounts = IntStream.rangeClosed(1, CLIENTS * ACCOUNTS).mapToObj(id -> "account:" + id);
        Stream<String> lines = IntStream.rangeClosed(1, CLIENTS * ORDERS)
                .boxed()
                .flatMap(order -> OrderLineChanges.lines().mapToObj(line -> "order-line:" + order + ":" + line));
        return Stream.of(accounts, lines, MemberChanges.rows())
                .flatMap(keys -> keys)
                .toList();
    }

    /** The Redis keys that look a member up by its e-mail address. */
    static List<String> lookups() {
        return MemberChanges.emails()
                .map(email -> "member:by-email:" + email.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Waits until they have committed that many transactions more: how the tests let time pass under load. */
    void awaitCommits(long more) {
        long goal = commits() + more;
        Awaitility.await("commits of the clients")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> failure.get() != null || commits() >= goal);
        rethrow();
    }

    private void rethrow() {
        if (failure.get() != null) {
            throw new IllegalStateException("a client failed", failure.get());
        }
    }

    /** Ends the changes; what is committed by then is final. */
    @Override
    public void close() {
        stopping.set(true);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        rethrow();
    }
}

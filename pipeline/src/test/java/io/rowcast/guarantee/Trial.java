package io.rowcast.guarantee;

import io.rowcast.fixture.MySql;
import io.rowcast.fixture.RedisService;
import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import io.rowcast.fixture.Totals;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * One test of the suite: fresh tables, a pipeline of real processes, clients, and an observer of each promise. The test
 * disturbs; {@link #verify} lets the pipeline catch up and asks the observers.
 */
final class Trial implements AutoCloseable {
    /** A process may yet have to start, and to catch up. */
    private static final Duration CHANGES_SEEN_LIMIT = Duration.ofMinutes(2);

    private final RowcastSettings settings;
    private volatile MySql mysql;
    private final RedisService redis;
    private final List<RowcastProcess> processes = new CopyOnWriteArrayList<>();
    private final List<Observer> observers = new ArrayList<>();
    private final List<RedisView> views = new ArrayList<>();
    private final RedisView view;
    private final RedisEqualsMySql equality;
    private final long seed =
            Long.getLong("rowcast.seed", ThreadLocalRandom.current().nextLong());
    private final Random random = new Random(seed);
    private @Nullable Clients clients;
    private boolean letters;

    private Trial(RowcastSettings settings, MySql mysql, RedisService redis) {
        this.settings = settings;
        this.mysql = mysql;
        this.redis = redis;
        this.view = open();
        view.sync().flushall();
        equality = new RedisEqualsMySql(this::mysql, view);
    }

    /** Fresh tables, {@code archive} with that many rows, and an external Kafka; no process runs yet. */
    static Trial begin(String name, int archived) throws SQLException, IOException {
        RedisService redis = TrialRedis.shared();
        return begin(settings(name).withRedis(redis.uri()), TestServers.mysql(), redis, archived);
    }

    /** The same for a pipeline that is one process and has its broker in it. */
    static Trial beginEmbedded(String name, int archived) throws SQLException, IOException {
        RedisService redis = TrialRedis.shared();
        RowcastSettings settings =
                RowcastSettings.embedded(name, Schema.mappings()).withRedis(redis.uri());
        return begin(settings, TestServers.mysql(), redis, archived);
    }

    /**
     * The same on servers of the test's own.
     *
     * @param settings how the pipeline reaches them, maybe through proxies; mostly {@link #settings} with changes
     * @param mysql where the clients and the observers see MySQL
     * @param redis where the observers see Redis; emptied
     */
    static Trial begin(RowcastSettings settings, MySql mysql, RedisService redis, int archived)
            throws SQLException, IOException {
        Schema.create(mysql, archived);
        return new Trial(settings, mysql, redis);
    }

    /** The pipeline of that name on the shared servers, with the mappings of the suite. */
    static RowcastSettings settings(String name) {
        return RowcastSettings.external(name, Schema.mappings());
    }

    /** Starts a {@code reader}, {@code writer} or both with {@code run}; it need not be ready yet. */
    RowcastProcess start(String command) {
        return add(RowcastProcess.start(command, settings));
    }

    /** The same with other settings, such as a proxy of its own, or a smaller heap. */
    RowcastProcess start(String command, RowcastSettings own, String heap) {
        return add(RowcastProcess.start(command, own, heap));
    }

    private RowcastProcess add(RowcastProcess process) {
        processes.add(process);
        return process;
    }

    RowcastSettings settings() {
        return settings;
    }

    /** Waits until Redis holds the initial snapshot; then the clients begin, and the observers watch. */
    Clients startClients(Clients.Work work) throws SQLException {
        awaitCaughtUp();
        observers.add(new NeverBackInTime(open()));
        observers.add(new KeyOrderHolds(this::mysql, open()));
        System.out.println(settings.name() + ": seed " + seed);
        Clients started = Clients.start(this::mysql, work, seed);
        clients = started;
        observers.add(new NothingLost(
                view, topics(), () -> letters, () -> started.ledger().arrivals()));
        observers.add(new ExactlyOnce(view));
        return started;
    }

    private RedisView open() {
        RedisView opened = redis.open();
        views.add(opened);
        return opened;
    }

    /**
     * From here on Redis itself may lose acknowledged writes, the one case in which a key may go back; {@code false} when
     * it has been repaired: whatever is seen to go back after that is a broken promise again.
     */
    void redisMayGoBack(boolean now) {
        observers.forEach(observer -> observer.redisMayGoBack(now));
    }

    /** Decides the moments of the disturbance; its seed is printed, and set by {@code -Drowcast.seed}. */
    Random random() {
        return random;
    }

    PipelineTopics topics() {
        return new PipelineTopics(settings.bootstrap(), settings.name());
    }

    /** As a client sees it. */
    RedisView redis() {
        return view;
    }

    MySql mysql() {
        return mysql;
    }

    /** The clients and observers find MySQL there from now on; clients change over when their connection ends. */
    void mysqlIsNow(MySql primary) {
        mysql = primary;
    }

    /** The disturbance makes dead letters, and has them replayed. */
    void makesDeadLetters() {
        letters = true;
    }

    void awaitCaughtUp() {
        try {
            equality.verify();
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + logs(), e);
        }
    }

    /** Ends the changes when there were enough of them, waits until Redis equals MySQL, and asks every observer. */
    void verify() {
        if (clients != null) {
            Awaitility.await("enough changes seen")
                    .atMost(CHANGES_SEEN_LIMIT)
                    .until(() -> observers.stream().allMatch(Observer::sawEnough));
            clients.close();
            Totals.TRANSACTIONS_COMMITTED.add(clients.commits());
        }
        awaitCaughtUp();
        observers.forEach(Observer::verify);
        processes.forEach(process -> Totals.ROWS_WRITTEN.add((long) process.metric("rowcast_writer_rows_total")));
        Totals.TRIALS.add(1);
        System.out.println(settings.name() + ": " + Totals.line());
    }

    private String logs() {
        StringBuilder logs = new StringBuilder();
        processes.stream()
                .filter(RowcastProcess::isAlive)
                .forEach(process -> logs.append(process.logTail()).append('\n'));
        return logs.toString();
    }

    @Override
    public void close() {
        if (clients != null) {
            clients.close();
        }
        observers.forEach(Observer::close);
        processes.forEach(RowcastProcess::close);
        views.forEach(RedisView::close);
    }
}

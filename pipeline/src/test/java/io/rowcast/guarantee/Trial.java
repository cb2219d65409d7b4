package io.rowcast.guarantee;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.rowcast.fixture.MySql;
import io.rowcast.fixture.Redis;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One test of the suite: fresh tables, a pipeline of real processes, clients, and an observer of each promise. The test
 * disturbs; {@link #verify} lets the pipeline catch up and asks the observers.
 */
final class Trial implements AutoCloseable {
    private final RowcastSettings settings;
    private final MySql mysql = TestServers.mysql();
    private final Redis redis = TestServers.redis();
    private final RedisClient client = redis.client();
    private final List<RowcastProcess> processes = new ArrayList<>();
    private final List<Observer> observers = new ArrayList<>();
    private final StatefulRedisConnection<String, String> connection;
    private final RedisEqualsMySql equality;
    private final long seed = ThreadLocalRandom.current().nextLong();
    private final Random random = new Random(seed);
    private @Nullable Clients clients;
    private boolean rewound;

    private Trial(RowcastSettings settings) {
        this.settings = settings;
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        connection = client.connect();
        connection.sync().flushall();
        equality = new RedisEqualsMySql(mysql, connection);
    }

    /** Fresh tables, {@code archive} with that many rows, and an external Kafka; no process runs yet. */
    static Trial begin(String name, int archived) throws SQLException, IOException {
        return begin(RowcastSettings.external(name, Schema.mappings()), archived);
    }

    /** The same for a pipeline that is one process and has its broker in it. */
    static Trial beginEmbedded(String name, int archived) throws SQLException, IOException {
        return begin(RowcastSettings.embedded(name, Schema.mappings()), archived);
    }

    private static Trial begin(RowcastSettings settings, int archived) throws SQLException, IOException {
        Trial trial = new Trial(settings);
        Schema.create(trial.mysql, archived);
        return trial;
    }

    /** Starts a {@code reader}, {@code writer} or both with {@code run}; it need not be ready yet. */
    RowcastProcess start(String command) {
        RowcastProcess process = RowcastProcess.start(command, settings);
        processes.add(process);
        return process;
    }

    /** Waits until Redis holds the initial snapshot; then the clients begin, and the observers watch. */
    Clients startClients(Clients.Work work) throws SQLException {
        awaitCaughtUp();
        observers.add(new NeverBackInTime(client.connect(), () -> rewound));
        observers.add(new KeyOrderHolds(mysql, client.connect(), () -> rewound));
        System.out.println(settings.name() + ": seed " + seed);
        Clients started = Clients.start(mysql, work, seed);
        clients = started;
        observers.add(
                new NothingLost(connection, topics(), () -> started.ledger().arrivals()));
        observers.add(new ExactlyOnce(connection));
        return started;
    }

    /** The writer has counted that Redis lost acknowledged writes: the one case in which a key may go back. */
    void excuseRewind() {
        rewound = true;
    }

    /** Decides the moments of the disturbance. */
    Random random() {
        return random;
    }

    PipelineTopics topics() {
        return new PipelineTopics(settings.bootstrap(), settings.name());
    }

    Redis redis() {
        return redis;
    }

    MySql mysql() {
        return mysql;
    }

    void awaitCaughtUp() {
        try {
            equality.verify();
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + logs(), e);
        }
    }

    /** Ends the changes, waits until Redis equals MySQL, and asks every observer. */
    void verify() {
        if (clients != null) {
            clients.close();
        }
        awaitCaughtUp();
        observers.forEach(Observer::verify);
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
        client.shutdown();
    }
}

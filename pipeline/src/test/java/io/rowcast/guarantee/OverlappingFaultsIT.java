package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.Server;
import io.rowcast.fixture.TcpProxy;
import io.rowcast.fixture.TestServers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything goes wrong at random, two things at a time: processes, servers, and the network between them. */
class OverlappingFaultsIT {
    private static final Duration SOAK = Duration.ofMinutes(Integer.getInteger("rowcast.soak.minutes", 10));
    private static final Duration SHORT = Duration.ofSeconds(40);

    /** Longer than a writer may stand still before its partitions go to another one. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(14);

    @Test
    void nothingIsLostDoubledOrSetBack() throws Exception {
        disturb("overlapping-faults", SHORT);
    }

    @Test
    @Tag("soak")
    void norInALongTime() throws Exception {
        FaultScheduler done = disturb("soak", SOAK);
        assertThat(done.struck().values()).as("kinds of faults").hasSizeGreaterThan(15);
    }

    private static FaultScheduler disturb(String name, Duration time) throws Exception {
        Server mysqld = TestServers.mysql().server();
        Server redisd = TestServers.redis().server();
        try (TcpProxy mysql = TcpProxy.to(mysqld.host(), mysqld.port());
                TcpProxy redis = TcpProxy.to(redisd.host(), redisd.port());
                Trial trial =
                        Trial.begin(through(name, mysql, redis), TestServers.mysql(), TestServers.redis(), 1_000);
                ProcessSlot reader = new ProcessSlot("reader", LONGEST_PAUSE, () -> trial.start("reader"));
                ProcessSlot standby = new ProcessSlot("other reader", LONGEST_PAUSE, () -> trial.start("reader"));
                ProcessSlot writer = new ProcessSlot("writer", LONGEST_PAUSE, () -> trial.start("writer"));
                ProcessSlot other = new ProcessSlot("other writer", LONGEST_PAUSE, () -> trial.start("writer"))) {
            List<Fault> faults = new ArrayList<>();
            List.of(reader, standby, writer, other).forEach(slot -> faults.addAll(slot.faults()));
            faults.addAll(network("mysql", mysql));
            faults.addAll(network("redis", redis));
            faults.add(new Fault("redis", "replies lost", random -> loseReplies(redis, random)));
            faults.addAll(server("mysql", mysqld));
            faults.addAll(server("redis", redisd));
            faults.addAll(server("kafka", TestServers.kafka().server()));
            faults.add(new Fault("mysql", "binlog rotated", random -> rotate(trial)));
            faults.add(new Fault("redis", "emptied", random -> flush(trial)));
            Clients clients = trial.startClients(Clients.Work.ALL);
            FaultScheduler scheduler = new FaultScheduler(faults, clients);
            scheduler.run(time, trial.random().nextLong());
            clients.awaitCommits(100);
            trial.verify();
            System.out.println(name + ": " + scheduler.overlaps() + " overlapping of " + scheduler.struck()
                    + "; ended by themselves: readers " + (reader.ends() + standby.ends()) + ", writers "
                    + (writer.ends() + other.ends()));
            assertThat(scheduler.overlaps()).isPositive();
            assertThat(writer.ends() + other.ends()).as("writers that ended").isZero();
            return scheduler;
        }
    }

    private static RowcastSettings through(String name, TcpProxy mysql, TcpProxy redis) {
        return Trial.settings(name).withMySql(mysql.host(), mysql.port()).withRedis("redis://" + redis.address());
    }

    private static List<Fault> network(String target, TcpProxy proxy) {
        return List.of(
                new Fault(target, "connections cut", random -> proxy.cutAfter(random.nextLong(20_000))),
                new Fault(target, "stalled", random -> {
                    proxy.stall(true);
                    last(random, Duration.ofSeconds(12));
                    proxy.stall(false);
                }),
                new Fault(target, "slow", random -> {
                    proxy.delay(Duration.ofMillis(random.nextLong(1, 40)));
                    last(random, Duration.ofSeconds(5));
                    proxy.delay(Duration.ZERO);
                }));
    }

    private static void loseReplies(TcpProxy proxy, Random random) throws InterruptedException {
        proxy.swallowReplies(true);
        last(random, Duration.ofSeconds(2));
        proxy.cut();
        proxy.swallowReplies(false);
    }

    private static List<Fault> server(String target, Server server) {
        return List.of(
                new Fault(target, "killed", random -> {
                    server.kill();
                    last(random, Duration.ofSeconds(4));
                    server.start();
                }),
                new Fault(target, "restarted", random -> {
                    server.stop();
                    server.start();
                }));
    }

    private static void last(Random random, Duration longest) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextLong(longest.toMillis())); // how long the fault lasts
    }

    private static void rotate(Trial trial) throws Exception {
        try (Connection mysql = trial.mysql().root();
                Statement statement = mysql.createStatement()) {
            statement.execute("FLUSH BINARY LOGS");
        }
    }

    /** Until all of it is there again, a key may be older than it was seen. */
    private static void flush(Trial trial) {
        WatermarksOf watermarks =
                new WatermarksOf(trial.redis(), trial.settings().name());
        // Our own connection may not have come back from the last fault yet.
        Map<String, Long> before =
                Awaitility.await("Redis").ignoreExceptions().until(watermarks::read, Objects::nonNull);
        trial.redisMayGoBack(true);
        trial.redis().sync().flushall();
        Awaitility.await("what FLUSHALL took is there again")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> watermarks.reached(before));
        trial.redisMayGoBack(false);
    }
}

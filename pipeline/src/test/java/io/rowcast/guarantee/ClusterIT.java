package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KillArgs;
import io.rowcast.fixture.RedisCluster;
import io.rowcast.fixture.RedisNode;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.TestServers;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The promises hold on a Redis Cluster as they do on one Redis. */
class ClusterIT {
    private static final int FAILOVERS = Integer.getInteger("rowcast.redis.failovers", 1);
    private static final int KILLS = Integer.getInteger("rowcast.cluster.kills", 2);
    private static final int DROPS = Integer.getInteger("rowcast.cluster.drops", 5);
    private static final int SLOTS_MOVED = Integer.getInteger("rowcast.cluster.slots", 40);

    private static final int ARCHIVED = 3_000;

    private static RedisCluster cluster;

    @BeforeAll
    static void startCluster() {
        cluster = RedisCluster.start();
    }

    @AfterAll
    static void closeCluster() {
        cluster.close();
    }

    private static Trial begin(String name) throws Exception {
        return begin(name, 1);
    }

    private static Trial begin(String name, int archived) throws Exception {
        return Trial.begin(Trial.settings(name).withRedis(cluster.uri()), TestServers.mysql(), cluster, archived);
    }

    @Test
    void aKilledWriterNeitherLosesNorDoubles() throws Exception {
        try (Trial trial = begin("cluster-writer-killed", ARCHIVED)) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            for (int kill = 0; kill < KILLS; kill++) {
                RowcastProcess victim = writer;
                victim.await("applying rows", () -> victim.metric("rowcast_writer_rows_total") > 0);
                clients.awaitCommits(trial.random().nextInt(1, 250));
                beginAnew(trial, victim);
                assertThat(victim.kill()).isEqualTo(RowcastProcess.KILLED);
                writer = trial.start("writer");
            }
            clients.awaitCommits(300);
            trial.verify();
        }
    }

    /** What the table wrote in several partitions is removed in every slot, and new rows come behind that. */
    private static void beginAnew(Trial trial, RowcastProcess writer) throws Exception {
        double resets = writer.metric("rowcast_writer_resets_total");
        try (Connection mysql = Schema.connect(trial.mysql())) {
            Sql.update(mysql, "TRUNCATE TABLE archive");
            Sql.update(mysql, "INSERT INTO archive VALUES (1, 0, 1.5), (2, 0, 2.5), (3, 1, 3.5)");
        }
        writer.await("removing what the table wrote", () -> writer.metric("rowcast_writer_resets_total") > resets);
    }

    @Test
    void acknowledgedWritesThatAFailoverLosesAreWrittenAgain() throws Exception {
        try (Trial trial = begin("cluster-failover")) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            RedisLosses losses = new RedisLosses(trial, clients, writer);
            for (int round = 0; round < FAILOVERS; round++) {
                losses.awaitLoad(trial.random().nextInt(50, 250));
                RedisNode master = cluster.masters().get(trial.random().nextInt(RedisCluster.MASTERS));
                RedisNode stalled = cluster.replicaOf(master);
                stalled.pause();
                // What is on its way to it ends here: the master goes on alone, and acknowledges.
                assertThat(master.<Long>ask(r -> r.clientKill(KillArgs.Builder.typeSlave())))
                        .isPositive();
                losses.awaitLoad(trial.random().nextInt(150, 400));
                losses.begin();
                master.kill();
                stalled.resume();
                cluster.awaitMaster(stalled);
                losses.awaitRepaired();
                cluster.startAgain(master);
            }
            trial.verify();
            System.out.println("cluster-failover: " + losses.line());
        }
    }

    @Test
    void slotsThatMoveUnderLoadLoseNothing() throws Exception {
        try (Trial trial = begin("cluster-resharding")) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            RedisLosses losses = new RedisLosses(trial, clients, writer);
            for (int round = 0; round < 2; round++) {
                losses.awaitLoad(50);
                RedisNode source = cluster.masters().get(round);
                RedisNode target = cluster.masters().get(2);
                List<Integer> slots = cluster.slotsOf(source).subList(0, SLOTS_MOVED);
                cluster.move(slots, source, target);
                losses.awaitLoad(200);
            }
            trial.verify();
            assertThat(losses.counted("redis_outages")).isPositive();
            assertThat(losses.counted("rewinds")).isZero();
            System.out.println("cluster-resharding: " + losses.line());
        }
    }

    @Test
    void scriptsThatAreDroppedUnderLoadAreBroughtAgain() throws Exception {
        try (Trial trial = begin("cluster-scripts")) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            RedisLosses losses = new RedisLosses(trial, clients, writer);
            for (int round = 0; round < DROPS; round++) {
                losses.awaitLoad(20);
                cluster.masters().forEach(master -> master.ask(redis -> redis.scriptFlush()));
            }
            losses.awaitLoad(300);
            trial.verify();
            assertThat(losses.counted("redis_outages")).isZero();
            long missed = cluster.masters().stream()
                    .mapToLong(master -> noScript(master.ask(redis -> redis.info("errorstats"))))
                    .sum();
            assertThat(missed).as("calls of scripts that were gone").isPositive();
        }
    }

    @Test
    void aMasterThatIsEmptiedIsFilledAgainAndTheOthersAreNotWrittenTwice() throws Exception {
        try (Trial trial = begin("cluster-emptied")) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            RedisLosses losses = new RedisLosses(trial, clients, writer);
            losses.awaitLoad(200);
            losses.begin();
            cluster.masters().get(trial.random().nextInt(RedisCluster.MASTERS)).ask(redis -> redis.flushall());
            losses.awaitRepaired();
            trial.verify();
            System.out.println("cluster-emptied: " + losses.line());
        }
    }

    private static long noScript(String statistics) {
        return statistics
                .lines()
                .filter(line -> line.startsWith("errorstat_NOSCRIPT:count="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1)))
                .sum();
    }
}

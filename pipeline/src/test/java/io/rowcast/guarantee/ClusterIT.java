package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RedisCluster;
import io.rowcast.fixture.RedisNode;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The promises hold on a Redis Cluster as they do on one Redis. */
class ClusterIT {
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
        return Trial.begin(
                Trial.settings(name).withRedis(cluster.uri()), TestServers.mysql(), cluster, 1);
    }

    @Test
    void aKilledWriterNeitherLosesNorDoubles() throws Exception {
        try (Trial trial = begin("cluster-writer-killed")) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            for (int kill = 0; kill < 4; kill++) {
                RowcastProcess victim = writer;
                victim.await("applying rows", () -> victim.metric("rowcast_writer_rows_total") > 0);
                clients.awaitCommits(trial.random().nextInt(1, 250));
                assertThat(victim.kill()).isEqualTo(RowcastProcess.KILLED);
                writer = trial.start("writer");
            }
            trial.verify();
        }
    }
}

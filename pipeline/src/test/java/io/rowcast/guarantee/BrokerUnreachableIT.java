package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.KafkaCluster;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.TcpProxy;
import io.rowcast.fixture.TestServers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The network to the broker fails under load: its answers get lost while it acts on what it was sent, or it is gone for long. */
class BrokerUnreachableIT {
    private static final int ROUNDS = Rounds.of(2);
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("rowcast.outage.seconds", 90));

    @Test
    void answersThatGetLostNeitherLoseNorDouble() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.startBehindProxy();
                Trial trial = begin("broker-answers-lost", kafka)) {
            RowcastProcess reader = trial.start("reader");
            trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            TcpProxy proxy = kafka.proxy();
            for (int round = 0; round < ROUNDS; round++) {
                clients.awaitCommits(trial.random().nextInt(100, 300));
                long swallowed = proxy.swallowed();
                proxy.swallowReplies(true);
                Awaitility.await("lost answers").until(() -> proxy.swallowed() > swallowed);
                clients.awaitCommits(trial.random().nextInt(50, 300));
                proxy.cut();
                proxy.swallowReplies(false);
            }
            clients.awaitCommits(100);
            trial.verify();
            assertThat(proxy.cuts()).isPositive();
            System.out.println("broker answers lost: rounds " + ROUNDS + ", bytes " + proxy.swallowed()
                    + ", connections cut " + proxy.cuts() + ", commits " + clients.commits() + ", reader restarts "
                    + reader.metric("rowcast_reader_restarts_total"));
        }
    }

    @Test
    @Tag("soak")
    void anOutageIsWaitedForAndThenDrained() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.startBehindProxy();
                Trial trial = begin("broker-away", kafka)) {
            RowcastProcess reader = trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            clients.awaitCommits(200);
            long began = System.nanoTime();
            long before = clients.commits();
            kafka.proxy().refuse(true);
            kafka.proxy().cut();
            Awaitility.await("both tell that Kafka is away")
                    .atMost(OUTAGE)
                    .until(() -> !reader.isReady() && !writer.isReady());
            Awaitility.await("the outage")
                    .atMost(OUTAGE.plusSeconds(30))
                    .until(() -> System.nanoTime() - began > OUTAGE.toNanos());
            long missed = clients.commits() - before;
            assertThat(missed).isPositive();
            kafka.proxy().refuse(false);
            long back = System.nanoTime();
            clients.awaitCommits(50);
            writer.await("ready", writer::isReady);
            reader.await("ready", reader::isReady);
            Duration drained = Duration.ofNanos(System.nanoTime() - back);
            trial.verify();
            assertThat(reader.isAlive() && writer.isAlive()).isTrue();
            System.out.println("broker away for " + OUTAGE.toSeconds() + " s: " + missed
                    + " commits waited, ready again after " + drained.toMillis() + " ms");
        }
    }

    private static Trial begin(String name, KafkaCluster kafka) throws Exception {
        return Trial.begin(
                Trial.settings(name).withKafka(kafka.bootstrap()), TestServers.mysql(), TestServers.redis(), 1);
    }
}

package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.KafkaCluster;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.Server;
import io.rowcast.fixture.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of three brokers one after the other dies by SIGKILL, or is restarted in order, under load. */
class BrokerKilledIT {
    @Test
    void losingOneBrokerOfThreeLosesNoRow() throws Exception {
        disturb(1);
    }

    @Test
    @Tag("soak")
    void norDoesLosingOneAfterTheOther() throws Exception {
        disturb(6);
    }

    private static void disturb(int rounds) throws Exception {
        try (KafkaCluster kafka = KafkaCluster.start(3, Map.of());
                Trial trial = Trial.begin(
                        Trial.settings("broker-killed").withKafka(kafka.bootstrap()),
                        TestServers.mysql(),
                        TestServers.redis(),
                        1)) {
            RowcastProcess reader = trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            List<Integer> order = new ArrayList<>(List.of(1, 2, 3));
            Collections.shuffle(order, trial.random());
            int coordinators = 0;
            int leaders = 0;
            for (int round = 0; round < rounds; round++) {
                clients.awaitCommits(trial.random().nextInt(100, 300));
                // First the one that the reader's transactions depend on.
                int victim = round == 0 ? coordinator(kafka, "broker-killed") : order.get(round % 3);
                Server broker = kafka.node(victim);
                coordinators += coordinator(kafka, "broker-killed") == victim ? 1 : 0;
                leaders += led(kafka, victim, "broker-killed.");
                if (round % 3 == 1) {
                    broker.stop();
                } else {
                    broker.kill();
                }
                assertThat(broker.isRunning()).isFalse();
                double rows = writer.metric("rowcast_writer_rows_total");
                writer.await(
                        "applying rows with a broker away",
                        () -> writer.metric("rowcast_writer_rows_total") > rows + 200);
                clients.awaitCommits(100);
                broker.start();
                awaitInSync(kafka);
            }
            trial.verify();
            assertThat(List.of(reader.isAlive(), writer.isAlive())).containsOnly(true);
            assertThat(coordinators).as("coordinators lost").isPositive();
            assertThat(leaders).as("leaders lost").isPositive();
            System.out.println("broker killed: rounds " + rounds + ", coordinators moved " + coordinators
                    + ", leaders moved " + leaders + ", commits " + clients.commits() + ", reader restarts "
                    + reader.metric("rowcast_reader_restarts_total"));
        }
    }

    /** The broker that decides on the reader's transactions. */
    private static int coordinator(KafkaCluster kafka, String name) throws Exception {
        try (Admin admin = kafka.admin()) {
            return admin.describeTransactions(List.of(name))
                    .description(name)
                    .get()
                    .coordinatorId();
        }
    }

    /** How many partitions of the pipeline a broker leads. */
    private static int led(KafkaCluster kafka, int broker, String prefix) throws Exception {
        return (int) topics(kafka).values().stream()
                .filter(topic -> topic.name().startsWith(prefix))
                .flatMap(topic -> topic.partitions().stream())
                .filter(partition ->
                        partition.leader() != null && partition.leader().id() == broker)
                .count();
    }

    private static Map<String, TopicDescription> topics(KafkaCluster kafka) throws Exception {
        try (Admin admin = kafka.admin()) {
            return admin.describeTopics(admin.listTopics().names().get(10, TimeUnit.SECONDS))
                    .allTopicNames()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    /** Before the next one may be taken away. */
    private static void awaitInSync(KafkaCluster kafka) {
        Awaitility.await("all copies")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .ignoreException(ExecutionException.class)
                .until(() -> topics(kafka).values().stream()
                        .flatMap(topic -> topic.partitions().stream()
                                .map(partition -> Map.entry(
                                        new TopicPartition(topic.name(), partition.partition()),
                                        partition.isr().size())))
                        .filter(each -> each.getValue() < 3)
                        .collect(Collectors.toSet())
                        .isEmpty());
    }
}

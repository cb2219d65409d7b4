package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Health.State;
import io.rowcast.reader.kafka.HungTransactions;
import io.rowcast.reader.kafka.KafkaClients;
import io.rowcast.reader.kafka.SourceHaltedException;
import io.rowcast.reader.kafka.TableTopics;
import io.rowcast.reader.kafka.Transactions;
import io.rowcast.topic.EmbeddedBroker;
import io.rowcast.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A transaction whose end is missing in one partition, although Kafka counts it as complete: as a broker that was killed
 * leaves it. The end is cut off the log of a broker that is stopped.
 */
class HungTransactionsIT {
    private static final String NAME = "hung";
    private static final TopicNames TOPICS = new TopicNames(NAME);
    private static final TopicPartition ROWS = new TopicPartition(NAME + ".shop.hung", 0);
    private static final TopicPartition OFFSETS = new TopicPartition(TOPICS.offsets(), 0);

    @TempDir
    Path folder;

    private static OwnMySql mysql;

    private EmbeddedBroker broker;
    private int port;

    @BeforeAll
    static void startMySql() {
        mysql = new OwnMySql();
    }

    @AfterAll
    static void stopMySql() {
        mysql.close();
    }

    @BeforeEach
    void start() {
        mysql.execute(
                "DROP TABLE IF EXISTS shop.hung",
                "CREATE TABLE shop.hung (id INT PRIMARY KEY)",
                "INSERT INTO shop.hung VALUES (1), (2), (3), (4)");
        broker = new EmbeddedBroker(data(), 0);
        port = Integer.parseInt(broker.bootstrap().split(":")[1]);
        try (RunningReader reader = reader().awaitState(State.OK)) {
            Awaitility.await().until(() -> reader.reader.status().containsKey("position"));
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    @Tag("soak")
    void whatWasCommittedBecomesVisible() {
        int before = rows();
        transaction(true);
        assertThat(rows()).isEqualTo(before + 1);
        cutEnd();
        assertThat(rows()).as("the end of the transaction is lost").isEqualTo(before);
        assertReaderGoesOn(before + 1);
    }

    @Test
    @Tag("soak")
    void whatWasAbortedStaysHidden() {
        int before = rows();
        transaction(false);
        cutEnd();
        assertThat(open()).as("the end of the transaction is lost").isTrue();
        assertReaderGoesOn(before);
    }

    @Test
    void aReaderThatDiesOnTheWayLeavesItsDecisionToTheNextOne() {
        int before = rows();
        transaction(true);
        cutEnd();
        KafkaClients kafka = new KafkaClients(TOPICS, properties());
        try (Admin admin = kafka.admin()) {
            new HungTransactions(admin, kafka, TOPICS, List.of(ROWS, OFFSETS)).decide(true);
        }
        takeOver(kafka);
        assertThat(open()).as("nothing was ended").isTrue();
        assertReaderGoesOn(before + 1);
    }

    @Test
    @Tag("soak")
    void anEndThatNobodyKnowsHaltsUntilRecovery() {
        transaction(true);
        cutEnd();
        takeOver(new KafkaClients(TOPICS, properties()));
        try (RunningReader reader = reader()) {
            assertThat(reader.failure())
                    .isInstanceOf(SourceHaltedException.class)
                    .hasMessageContaining(ROWS.toString())
                    .hasMessageContaining("rowcast recover");
        }
        assertThat(Reader.forgetPosition(NAME, properties())).isPresent();
        try (RunningReader reader = reader().awaitState(State.OK);
                TopicView view = new TopicView(properties(), ROWS.topic())) {
            Awaitility.await().until(() -> {
                Replay replay = Replay.ofLastGeneration(view.poll());
                return replay.rows().size() == 4 && replay.complete().equals(replay.generation());
            });
            assertThat(reader.reader.health().state()).isEqualTo(State.OK);
        }
        assertThat(open()).isFalse();
    }

    @Test
    void aRunningReaderNoticesItAndEndsIt() {
        int before = rows();
        transaction(true);
        try (RunningReader reader = reader().awaitState(State.OK)) {
            cutEnd();
            assertThat(open()).as("the end of the transaction is lost").isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> !open());
            assertThat(rows()).isEqualTo(before + 1);
            reader.awaitState(State.OK);
        }
    }

    private void assertReaderGoesOn(int rows) {
        try (RunningReader reader = reader().awaitState(State.OK)) {
            assertThat(open()).isFalse();
            assertThat(rows()).isEqualTo(rows);
            String position = String.valueOf(reader.reader.status().get("position"));
            mysql.execute("INSERT INTO shop.hung VALUES (5), (6), (7), (8), (9)");
            Awaitility.await().until(() -> rows() > rows);
            assertThat(reader.reader.status().get("position")).isNotEqualTo(position);
        }
    }

    /** A row in the partition, and the position with it, under the pipeline's transactional id. */
    private void transaction(boolean commit) {
        KafkaClients kafka = new KafkaClients(TOPICS, properties());
        try (Consumer<byte[], byte[]> consumer = kafka.consumer();
                Transactions transactions = new Transactions(kafka.producer())) {
            OffsetsTopic offsets = new OffsetsTopic(TOPICS);
            OffsetsTopic.Committed committed = offsets.read(consumer);
            byte[] key = "{\"id\":100}".getBytes(StandardCharsets.UTF_8);
            byte[] value = "{\"op\":\"c\",\"before\":null,\"after\":{\"id\":100}}".getBytes(StandardCharsets.UTF_8);
            transactions.send(new ProducerRecord<>(ROWS.topic(), ROWS.partition(), key, value));
            if (commit) {
                transactions.send(offsets.offset(
                        committed.offset().orElseThrow(), committed.skipped(), committed.prepared(), "", "test"));
                transactions.commit();
            } else {
                transactions.mark(List.of(ROWS), false);
            }
        }
    }

    private static void takeOver(KafkaClients kafka) {
        new Transactions(kafka.producer()).close();
    }

    private void cutEnd() {
        broker.close();
        assertThat(new BrokerLog(data()).cutLastEnd(ROWS)).isPositive();
        broker = new EmbeddedBroker(data(), port);
        assertThat(open()).isTrue();
    }

    /** Whether a transaction is open in the partition, as Kafka's tools tell. */
    private boolean open() {
        try (Admin admin = Admin.create(properties())) {
            return TableTopics.await(admin.describeProducers(List.of(ROWS)).partitionResult(ROWS))
                    .activeProducers()
                    .stream()
                    .anyMatch(
                            producer -> producer.currentTransactionStartOffset().isPresent());
        }
    }

    /** The rows of the partition that one sees who reads what is committed. */
    private int rows() {
        try (Consumer<byte[], byte[]> consumer = new KafkaClients(TOPICS, properties()).consumer()) {
            consumer.assign(List.of(ROWS));
            consumer.seekToBeginning(List.of(ROWS));
            long end = consumer.endOffsets(List.of(ROWS)).getOrDefault(ROWS, 0L);
            int rows = 0;
            while (consumer.position(ROWS) < end) {
                for (var record : consumer.poll(Duration.ofMillis(50))) {
                    rows += record.key() != null && record.value() != null ? 1 : 0;
                }
            }
            return rows;
        }
    }

    private RunningReader reader() {
        return new RunningReader(NAME, mysql.settings(), properties(), RunningReader.capture("shop.hung"));
    }

    private Map<String, Object> properties() {
        return Map.of("bootstrap.servers", "127.0.0.1:" + port);
    }

    private Path data() {
        return folder.resolve("kafka");
    }
}

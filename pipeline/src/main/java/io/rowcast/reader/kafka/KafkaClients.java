package io.rowcast.reader.kafka;

import io.rowcast.topic.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the reader's Kafka clients. */
public final class KafkaClients {
    /** How long a call to Kafka may take before Kafka counts as away. */
    public static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** Largest record that is sent, and that the topics made here take. */
    public static final int MAX_RECORD_BYTES = 64 << 20;

    public static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(60);

    /** These consumers read to an end that is there; at it, Kafka's half a second would be spent for nothing. */
    public static final Duration FETCH_WAIT = Duration.ofMillis(20);

    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(20);
    private static final int BATCH_BYTES = 128 << 10;

    /**
     * A transaction ends with {@code flush}, which waits for nothing; until then records go together in batches that are
     * full. Without it, nearly every row becomes a request of its own. Measured by the section {@code reader} of {@code
     * deploy/bench}.
     */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final TopicNames topics;
    private final Map<String, Object> base;

    /** @param base properties for every client, at least {@code bootstrap.servers} */
    public KafkaClients(TopicNames topics, Map<String, Object> base) {
        this.topics = topics;
        this.base = Map.copyOf(base);
    }

    public Map<String, Object> base() {
        return base;
    }

    /** A producer under the pipeline's transactional id. */
    public Producer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(base);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics.group());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, topics.pipeline() + "-reader");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, (int) LINGER.toMillis());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * MAX_RECORD_BYTES);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_TIMEOUT.toMillis());
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A producer that writes at once, in no transaction. */
    Producer<byte[], byte[]> plainProducer() {
        Map<String, Object> settings = new HashMap<>(base);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, topics.pipeline() + "-reader-plain");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_TIMEOUT.toMillis());
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer without a group that sees what is committed. */
    public KafkaConsumer<byte[], byte[]> consumer() {
        return consumer("read_committed");
    }

    /** A consumer without a group that sees everything. */
    KafkaConsumer<byte[], byte[]> uncommittedConsumer() {
        return consumer("read_uncommitted");
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        Map<String, Object> settings = new HashMap<>(base);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, topics.pipeline() + "-reader");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) FETCH_WAIT.toMillis());
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A member of a group in which a partition stays with whom it has. */
    Consumer<byte[], byte[]> groupConsumer(String group, Optional<String> instance) {
        Map<String, Object> settings = new HashMap<>(base);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, group);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        instance.ifPresent(name -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name));
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) LeaseMember.SESSION_TIMEOUT.toMillis());
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) LeaseMember.HEARTBEAT.toMillis());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public Admin admin() {
        Map<String, Object> settings = new HashMap<>(base);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, topics.pipeline() + "-reader");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return Admin.create(settings);
    }
}

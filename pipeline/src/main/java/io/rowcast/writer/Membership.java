package io.rowcast.writer;

import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.mapping.Mapping;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisKeys;
import io.rowcast.topic.EnvelopeDecoder;
import io.rowcast.topic.TopicNames;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** One membership in the consumer group of the writers: puts the parts of its loop together, and takes them apart. */
final class Membership implements AutoCloseable {
    /** A dead writer's partitions move after this long; also the least that brokers allow by default. */
    private static final int SESSION_TIMEOUT_MILLIS = 6000;

    private static final int FETCH_BYTES = 4 << 20;

    private final Admin admin;
    private final DeadLetters deadLetters;
    private final Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;
    private final WriterLoop loop;
    private final RedisKeys keys;
    private final Map<String, Lane.Table> tables = new HashMap<>();

    Membership(
            TopicNames names,
            Map<String, Object> kafka,
            List<Mapping> mappings,
            RedisLink link,
            Acknowledged acknowledged,
            WriterMetrics metrics,
            MeterRegistry meters,
            Clock clock,
            AtomicBoolean closing) {
        String owner = UUID.randomUUID().toString();
        this.keys = new RedisKeys(names.pipeline());
        for (Mapping mapping : mappings) {
            var decoder = new EnvelopeDecoder(mapping.schema());
            var rows = metrics.rows(mapping.table().toString());
            tables.put(names.table(mapping.table()), new Lane.Table(mapping, decoder, rows));
        }
        this.admin = Admin.create(kafka);
        this.deadLetters = new DeadLetters(kafka, names, metrics);
        this.consumer = new KafkaConsumer<>(
                consumerSettings(kafka, names), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.lanes = new Lanes(consumer, owner, acknowledged, metrics);
        RecordQueue queue = new RecordQueue(consumer, lanes, deadLetters);
        Applier applier = new Applier(lanes, deadLetters, owner, clock, metrics);
        Barriers barriers = new Barriers(consumer, lanes, keys, owner, metrics);
        Recheck recheck = new Recheck(queue, lanes, deadLetters);
        this.loop = new WriterLoop(consumer, link, lanes, queue, applier, barriers, recheck, metrics, closing);
        consumer.subscribe(tables.keySet(), new Assignment(lanes, this::newLane, loop::beforeRevoke));
    }

    private static Map<String, Object> consumerSettings(Map<String, Object> kafka, TopicNames names) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, names.group());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_TIMEOUT_MILLIS / 3);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        return settings;
    }

    void run() throws FencedException {
        loop.run();
    }

    Map<String, Long> offsets() {
        return loop.offsets();
    }

    @Nullable
    String kafkaAway() {
        return loop.kafkaAway();
    }

    private Lane newLane(TopicPartition partition) {
        Lane.Table table = tables.get(partition.topic());
        if (table == null) {
            throw new IllegalStateException("assigned " + partition + ", which was not asked for");
        }
        TopicDescription topic = describe(partition.topic());
        LaneId id = new LaneId(partition.topic(), partition.partition());
        return new Lane(
                partition,
                keys.watermark(id),
                table,
                topic.topicId().toString(),
                topic.partitions().size());
    }

    private TopicDescription describe(String topic) {
        try {
            TopicDescription found =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            if (found == null) {
                throw new KafkaException("Kafka did not describe topic " + topic);
            }
            return found;
        } catch (ExecutionException e) {
            throw new KafkaException("topic " + topic + " could not be described", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while describing topic " + topic, e);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(3)));
        deadLetters.close();
        admin.close(Duration.ofSeconds(1));
    }
}

package io.rowcast.writer;

import io.rowcast.config.FlowSettings;
import io.rowcast.redis.RedisKeys;
import io.rowcast.topic.TopicNames;
import io.rowcast.trace.Tracing;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** One membership in the consumer group of the writers: puts the parts of its loop together, and takes them apart. */
final class Membership implements AutoCloseable {
    /** A dead writer's partitions move after this long; also the least that brokers allow by default. */
    private static final int SESSION_TIMEOUT_MILLIS = 6000;

    private static final int FETCH_BYTES = 4 << 20;

    /** As many as a batch has rows: what was parsed is mapped while it is still in the processor's cache. */
    private static final int POLL_RECORDS = 500;

    private final TopicNames names;
    private final Tables tables;
    private final Admin admin;
    private final DeadLetters deadLetters;
    private final LetterShelf shelf;
    private final Consumer<byte[], byte[]> consumer;
    private final Preparation preparation;
    private final GroupOffsets groupOffsets;
    private final WriterLoop loop;
    private final Assignment assignment;

    Membership(
            TopicNames names,
            Map<String, Object> kafka,
            Tables tables,
            RedisLink link,
            Acknowledged acknowledged,
            StoppedTables stopped,
            FlowSettings flow,
            WriterMetrics metrics,
            Tracing tracing,
            Clock clock) {
        MappingLog log = tables.log();
        String owner = UUID.randomUUID() + log.name();
        RedisKeys keys = new RedisKeys(names.pipeline());
        this.names = names;
        this.tables = tables;
        this.admin = Admin.create(kafka);
        this.deadLetters = new DeadLetters(kafka, names, flow.maxWaitingLetters(), metrics, clock);
        this.shelf = new LetterShelf(kafka, names.deadLetters());
        this.consumer = new KafkaConsumer<>(
                consumerSettings(kafka, names), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Lanes lanes = new Lanes(consumer, acknowledged, stopped);
        Watermarks watermarks = new Watermarks(consumer, lanes, owner, acknowledged, metrics, log);
        RecordTraces traces = new RecordTraces(tracing, names.group(), clock);
        Throttle throttle = new Throttle(flow, System::nanoTime);
        RecordQueue queue = new RecordQueue(lanes, throttle, traces);
        this.preparation = new Preparation(queue, lanes, deadLetters, throttle, traces, clock);
        FencedWrites writes = new FencedWrites(watermarks, owner);
        Recheck recheck = new Recheck(queue, preparation, deadLetters, writes);
        Applier applier = new Applier(watermarks, writes, deadLetters, owner, clock, metrics);
        LetterReplay replay = new LetterReplay(lanes, watermarks, writes, deadLetters, shelf, clock, metrics);
        Barriers barriers = new Barriers(lanes, watermarks, keys, writes, new Sweep(writes, metrics));
        this.groupOffsets = new GroupOffsets(consumer);
        this.loop = new WriterLoop(
                consumer,
                link,
                lanes,
                watermarks,
                queue,
                preparation,
                recheck,
                applier,
                barriers,
                replay,
                groupOffsets,
                metrics,
                new Retention(admin, metrics));
        this.assignment = new Assignment(lanes, new NewLanes(admin, keys, tables), loop::beforeRevoke);
        consumer.subscribe(tables.topics(), assignment);
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
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        return settings;
    }

    /**
     * Makes the topic that our own reader would have made, and looks whether those that others made will do.
     *
     * @throws io.rowcast.config.InvalidConfigException when they will not
     */
    void lookAtTopics() {
        ConnectTopics topics = new ConnectTopics(admin);
        topics.ensureDeadLetters(names.deadLetters());
        topics.check(tables.mappings());
    }

    void run(AtomicBoolean closing) throws FencedException {
        loop.run(closing, this::followTables);
    }

    /** What the reader has described lately: new tables, and schemas that records of stopped tables may have missed. */
    private void followTables() {
        if (tables.readOn()) {
            preparation.tryStopped();
            if (tables.takeUp()) {
                consumer.subscribe(tables.topics(), assignment);
            }
        }
    }

    Map<String, Long> offsets() {
        return loop.offsets();
    }

    @Nullable
    String kafkaAway() {
        return groupOffsets.away();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(3)));
        deadLetters.close();
        shelf.close();
        admin.close(Duration.ofSeconds(1));
    }
}

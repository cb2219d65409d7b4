package io.rowcast.writer;

import io.rowcast.model.TableId;
import io.rowcast.redis.LaneId;
import io.rowcast.topic.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Behind which record each topic of a table ends. A watermark stands behind a row, while the log goes on with the marks of
 * transactions, so the last row is looked for: of partitions only that grew since, which costs one fetch.
 */
final class TopicEnds implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    /** A row, and the mark of its transaction. */
    private static final long NEAR = 2;

    private final TopicNames names;
    private final Predicate<TableId> wanted;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition schemas;

    /** Topic ids by partition: of the topics that are there. */
    private Map<TopicPartition, String> partitions = Map.of();

    /** Where the topic of schemas ended when the others were looked for: a new table is published there before its rows. */
    private long schemasEnd = -1;

    private final Map<TopicPartition, Found> found = new HashMap<>();

    private record Found(String topicId, long logEnd, long rowEnd) {}

    TopicEnds(TopicNames names, Map<String, Object> kafka, Predicate<TableId> wanted) {
        this.names = names;
        this.wanted = wanted;
        this.admin = Admin.create(kafka);
        this.schemas = new TopicPartition(names.schemas(), 0);
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A fetch that waits for more than there is would keep the next one from being sent.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 1);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Of all that was sent up to now, also when the mark that commits it is not there yet. */
    Map<LaneId, AppliedOffsets.End> now() {
        Map<TopicPartition, Long> logEnds = logEnds();
        if (logEnds.getOrDefault(schemas, 0L) != schemasEnd) {
            schemasEnd = logEnds.getOrDefault(schemas, 0L);
            partitions = partitions();
            consumer.assign(partitions.keySet());
            consumer.pause(partitions.keySet());
            logEnds = logEnds();
        }
        logEnds.remove(schemas);
        Map<TopicPartition, Long> grown = new HashMap<>(logEnds);
        grown.entrySet().removeIf(each -> {
            Found before = found.get(each.getKey());
            return before != null
                    && before.logEnd() == each.getValue()
                    && before.topicId().equals(partitions.get(each.getKey()));
        });
        rowEnds(grown)
                .forEach((partition, rowEnd) -> found.put(
                        partition,
                        new Found(partitions.getOrDefault(partition, ""), grown.getOrDefault(partition, 0L), rowEnd)));
        Map<LaneId, AppliedOffsets.End> ends = new LinkedHashMap<>();
        for (TopicPartition partition : logEnds.keySet()) {
            Found each = found.get(partition);
            if (each != null) {
                ends.put(
                        new LaneId(partition.topic(), partition.partition()),
                        new AppliedOffsets.End(each.rowEnd(), each.topicId()));
            }
        }
        return ends;
    }

    /** The tables may have other topics now. */
    void forget() {
        schemasEnd = -1;
        found.clear();
    }

    private Map<TopicPartition, Long> logEnds() {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        asked.put(schemas, OffsetSpec.latest());
        Map<TopicPartition, Long> ends = new HashMap<>();
        await(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private Map<TopicPartition, String> partitions() {
        Set<String> topics = await(admin.listTopics().names()).stream()
                .filter(this::isWanted)
                .collect(Collectors.toSet());
        Map<TopicPartition, String> all = new HashMap<>();
        for (TopicDescription topic :
                await(admin.describeTopics(topics).allTopicNames()).values()) {
            topic.partitions()
                    .forEach(each -> all.put(
                            new TopicPartition(topic.name(), each.partition()),
                            topic.topicId().toString()));
        }
        return all;
    }

    private boolean isWanted(String topic) {
        String prefix = names.prefix() + ".";
        String table = topic.startsWith(prefix) ? topic.substring(prefix.length()) : "";
        return table.indexOf('.') > 0 && wanted.test(TableId.parse(table));
    }

    /** Behind the last row below the end of each log; 0 where there is none. */
    private Map<TopicPartition, Long> rowEnds(Map<TopicPartition, Long> logEnds) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        Map<TopicPartition, Long> left = new HashMap<>(logEnds);
        left.values().removeIf(end -> end == 0);
        for (long back = NEAR; !left.isEmpty(); back *= 8) {
            ends.putAll(rowEnds(left, back));
            long reached = back;
            left.entrySet().removeIf(each -> ends.containsKey(each.getKey()) || each.getValue() <= reached);
        }
        logEnds.keySet().forEach(partition -> ends.putIfAbsent(partition, 0L));
        return ends;
    }

    private Map<TopicPartition, Long> rowEnds(Map<TopicPartition, Long> logEnds, long back) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        List<TopicPartition> reading = new ArrayList<>(logEnds.keySet());
        consumer.resume(reading);
        logEnds.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - back)));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reading.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the ends of " + reading + " could not be read");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < logEnds.getOrDefault(partition, 0L)) {
                    ends.merge(partition, record.offset() + 1, Math::max);
                }
            }
            reading.removeIf(partition -> consumer.position(partition) >= logEnds.getOrDefault(partition, 0L));
        }
        consumer.pause(logEnds.keySet());
        return ends;
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }

    @Override
    public void close() {
        consumer.close();
        admin.close(Duration.ofSeconds(1));
    }
}

package io.rowcast.reader;

import io.rowcast.reader.catalog.SourceOffset;
import io.rowcast.reader.kafka.KafkaClients;
import io.rowcast.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far the reader has come, as anybody can see it in the topic of its positions: all rows before a position are in Kafka
 * when it is there. For one thread, but {@link #wake}.
 */
public final class CommittedGtids implements AutoCloseable {
    /** Positions come with the rows, so that only the last of very many counts. */
    private static final long TAIL = 2_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final byte[] key;
    private boolean begun;
    private boolean whole;
    private boolean takenOver;
    private @Nullable SourceOffset position;

    /** @param kafka properties for every Kafka client, at least {@code bootstrap.servers} */
    public CommittedGtids(String pipeline, Map<String, Object> kafka) {
        TopicNames topics = new TopicNames(pipeline);
        this.consumer = new KafkaClients(topics, kafka).consumer();
        this.partition = new TopicPartition(topics.offsets(), 0);
        this.key = new OffsetsTopic(topics).key().getBytes(StandardCharsets.UTF_8);
        consumer.assign(List.of(partition));
    }

    /** Passes over what came while nobody looked. */
    public void catchUp() {
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (!begun || end - consumer.position(partition) > TAIL) {
            consumer.seek(partition, Math.max(0, end - TAIL));
            whole = end <= TAIL;
            begun = true;
        }
        while (consumer.position(partition) < end) {
            look(Duration.ofMillis(100));
        }
        if (position == null && !whole) {
            whole = true;
            consumer.seekToBeginning(List.of(partition));
            while (consumer.position(partition) < end) {
                look(Duration.ofMillis(100));
            }
        }
    }

    /** Takes what is new; waits for it so long at most. */
    public void look(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            if (Arrays.equals(record.key(), key)) {
                position = Optional.ofNullable(record.value())
                        .map(SourceOffset::decode)
                        .filter(offset -> !offset.inSnapshot())
                        .orElse(null);
            } else {
                takenOver = true;
            }
        }
    }

    /** Whether a reader has begun its work since the last call: topics may be others now. */
    public boolean tookOver() {
        boolean now = takenOver;
        takenOver = false;
        return now;
    }

    /** Whether all rows of these transactions are in Kafka. */
    public boolean cover(GtidSets gtids) {
        return position != null && gtids.isContainedIn(position);
    }

    /** For people. */
    public String position() {
        return position == null ? "no position" : position.completed();
    }

    @Override
    public void close() {
        consumer.close();
    }
}

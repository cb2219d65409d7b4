package io.rowcast.writer;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offsets of the consumer group, committed for Kafka's own tools, which then show the lag. A failure is of no
 * consequence for what is applied, but tells that Kafka is away: a poll just brings nothing then.
 */
final class GroupOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(GroupOffsets.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    /** Read by other threads. */
    private volatile @Nullable String away;

    GroupOffsets(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Commits the offsets that changed, and always one, by which Kafka is heard of.
     *
     * @param idle whether all that was polled is applied
     */
    void commit(Collection<Lane> lanes, boolean idle) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (Lane lane : lanes) {
            // Behind the last record stands the marker of its Kafka transaction, which counts as lag.
            long offset = Math.max(idle && !lane.stopped() ? consumer.position(lane.partition) : 0, lane.applied());
            if (offsets.isEmpty() || !Objects.equals(committed.get(lane.partition), offset)) {
                offsets.put(lane.partition, new OffsetAndMetadata(offset));
            }
        }
        consumer.commitAsync(offsets, (done, error) -> {
            if (error == null) {
                done.forEach((partition, offset) -> committed.put(partition, offset.offset()));
            }
            heardOfKafka(error);
        });
    }

    /** The records of the lane that are not applied. */
    long lag(Lane lane) {
        return consumer.currentLag(lane.partition).orElse(0)
                + (lane.stopped() ? consumer.position(lane.partition) - lane.applied() : 0);
    }

    private void heardOfKafka(@Nullable Exception error) {
        if (error instanceof RetriableCommitFailedException || error instanceof TimeoutException) {
            if (away == null) {
                LOG.atWarn().addKeyValue("error", error.getMessage()).log("Kafka is away; the writer waits for it");
            }
            away = String.valueOf(error.getMessage());
        } else if (away != null) {
            LOG.atInfo().log("Kafka is back");
            away = null;
        }
    }

    /** Why Kafka did not take the last commit of offsets, {@code null} when it did. */
    @Nullable
    String away() {
        return away;
    }
}

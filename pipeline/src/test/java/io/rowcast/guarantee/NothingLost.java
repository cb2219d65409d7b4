package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.StatefulRedisConnection;
import io.rowcast.fixture.Kafka;
import io.rowcast.guarantee.Ledger.Arrival;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** All that a client knows to be committed is in Redis, in the order of the commits, and nothing is a dead letter. */
final class NothingLost implements Observer {
    private final StatefulRedisConnection<String, String> redis;
    private final Kafka kafka;
    private final String pipeline;
    private final Supplier<List<Arrival>> ledger;

    NothingLost(
            StatefulRedisConnection<String, String> redis,
            Kafka kafka,
            String pipeline,
            Supplier<List<Arrival>> ledger) {
        this.redis = redis;
        this.kafka = kafka;
        this.pipeline = pipeline;
        this.ledger = ledger;
    }

    @Override
    public void verify() {
        for (String queue : ArrivalChanges.QUEUES) {
            List<String> committed = ledger.get().stream()
                    .filter(arrival -> arrival.queue().equals(queue))
                    .map(arrival -> Long.toString(arrival.id()))
                    .toList();
            List<String> found = redis.sync().lrange("queue:" + queue, -Math.max(1, committed.size()), -1);
            if (!committed.isEmpty()) {
                assertThat(found).as("the end of queue:" + queue).isEqualTo(committed);
            }
        }
        assertThat(deadLetters()).as("dead letters").isZero();
    }

    private long deadLetters() {
        TopicPartition partition = new TopicPartition(pipeline + ".dead-letters", 0);
        try (Admin admin = kafka.admin()) {
            return admin.listTopics().names().get().contains(partition.topic())
                    ? admin.listOffsets(java.util.Map.of(partition, OffsetSpec.latest()))
                            .partitionResult(partition)
                            .get()
                            .offset()
                    : 0;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

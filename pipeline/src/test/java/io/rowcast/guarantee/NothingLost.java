package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RedisView;
import io.rowcast.guarantee.Ledger.Arrival;
import java.util.List;
import java.util.function.Supplier;

/** All that a client knows to be committed is in Redis, in the order of the commits, and nothing is a dead letter. */
final class NothingLost implements Observer {
    private final RedisView redis;
    private final PipelineTopics topics;
    private final Supplier<List<Arrival>> ledger;

    NothingLost(RedisView redis, PipelineTopics topics, Supplier<List<Arrival>> ledger) {
        this.redis = redis;
        this.topics = topics;
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
        assertThat(topics.records("dead-letters")).as("dead letters").isZero();
    }
}

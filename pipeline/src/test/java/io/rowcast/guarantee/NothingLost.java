package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RedisView;
import io.rowcast.guarantee.Ledger.Arrival;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** All that a client knows to be committed is in Redis, in the order of the commits, and nothing is left among the dead letters. */
final class NothingLost implements Observer {
    private final RedisView redis;
    private final PipelineTopics topics;
    private final BooleanSupplier letters;
    private final Supplier<List<Arrival>> ledger;

    /** @param letters whether the disturbance makes dead letters, none of which may be left in the end */
    NothingLost(RedisView redis, PipelineTopics topics, BooleanSupplier letters, Supplier<List<Arrival>> ledger) {
        this.redis = redis;
        this.topics = topics;
        this.letters = letters;
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
        if (letters.getAsBoolean()) {
            assertThat(topics.records("dead-letters")).as("dead letters").isPositive();
            assertThat(redis.sync().keys("rowcast:*:letters:*"))
                    .as("waiting letters")
                    .isEmpty();
        } else {
            assertThat(topics.records("dead-letters")).as("dead letters").isZero();
        }
    }
}

package io.rowcast.reader.kafka;

import io.rowcast.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A lease by the consumer group {@code <name>.reader}: whoever is assigned the one partition of the offsets topic has it. Kafka
 * gives it to the next one when its holder leaves, or was not heard of for {@link LeaseMember#SESSION_TIMEOUT}.
 */
public final class GroupLease implements Lease {
    private final KafkaClients kafka;
    private final TableTopics tableTopics;
    private final TopicNames topics;
    private final Standby standby;
    private final Runnable lost;
    private volatile @Nullable LeaseMember member;

    /** @param lost called on another thread when the lease is held no more, also when it was given up */
    public GroupLease(KafkaClients kafka, TableTopics tableTopics, TopicNames topics, Standby standby, Runnable lost) {
        this.kafka = kafka;
        this.tableTopics = tableTopics;
        this.topics = topics;
        this.standby = standby;
        this.lost = lost;
    }

    @Override
    public boolean await(Duration limit) {
        LeaseMember joined = member;
        if (joined == null) {
            joined = join();
            member = joined;
        }
        boolean held = joined.await(limit);
        if (joined.ended()) {
            giveUp();
            joined.failure().ifPresent(failure -> {
                throw failure;
            });
        }
        return held;
    }

    private LeaseMember join() {
        try (Admin admin = kafka.admin()) {
            tableTopics.ensure(admin, List.of());
        }
        LeaseMember joined = new LeaseMember(kafka.groupConsumer(topics.readers(), standby.instance()), lost);
        joined.start(topics.offsets());
        return joined;
    }

    @Override
    public boolean held() {
        LeaseMember joined = member;
        return joined != null && joined.held();
    }

    @Override
    public boolean isOther() {
        LeaseMember joined = member;
        return joined != null && joined.isOther();
    }

    @Override
    public void giveUp() {
        LeaseMember joined = member;
        member = null;
        if (joined != null) {
            joined.leave();
        }
    }

    @Override
    public void close() {
        giveUp();
    }
}

package io.rowcast.writer;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears from the consumer group which partitions come and go. Called within poll, on the writer's thread. */
final class Assignment implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

    private final Lanes lanes;
    private final Function<Collection<TopicPartition>, List<Lane>> newLanes;
    private final Runnable beforeRevoke;

    Assignment(Lanes lanes, Function<Collection<TopicPartition>, List<Lane>> newLanes, Runnable beforeRevoke) {
        this.lanes = lanes;
        this.newLanes = newLanes;
        this.beforeRevoke = beforeRevoke;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        LOG.atInfo().addKeyValue("partitions", sorted(partitions)).log("assigned");
        newLanes.apply(partitions).forEach(lanes::add);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        LOG.atInfo().addKeyValue("partitions", sorted(partitions)).log("revoked");
        beforeRevoke.run();
        lanes.remove(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        LOG.atWarn().addKeyValue("partitions", sorted(partitions)).log("lost to another writer");
        lanes.remove(partitions);
    }

    private static Collection<String> sorted(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::toString).sorted().toList();
    }
}

package io.rowcast.writer;

import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisKeys;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Makes lanes of assigned partitions, with what Kafka says of their topics: asked for all of them at once. */
final class NewLanes implements Function<Collection<TopicPartition>, List<Lane>> {
    private final Admin admin;
    private final RedisKeys keys;
    private final Tables tables;

    NewLanes(Admin admin, RedisKeys keys, Tables tables) {
        this.admin = admin;
        this.keys = keys;
        this.tables = tables;
    }

    @Override
    public List<Lane> apply(Collection<TopicPartition> partitions) {
        Map<String, TopicDescription> topics =
                describe(partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
        return partitions.stream().map(partition -> lane(partition, topics)).toList();
    }

    private Lane lane(TopicPartition partition, Map<String, TopicDescription> topics) {
        TopicDescription topic = topics.get(partition.topic());
        if (topic == null) {
            throw new KafkaException("Kafka did not describe topic " + partition.topic());
        }
        LaneId lane = new LaneId(partition.topic(), partition.partition());
        return new Lane(
                partition,
                keys.watermark(lane),
                keys.letters(lane),
                tables.of(partition.topic()),
                topic.topicId().toString(),
                topic.partitions().size());
    }

    private Map<String, TopicDescription> describe(Set<String> topics) {
        try {
            return admin.describeTopics(topics).allTopicNames().get();
        } catch (ExecutionException e) {
            throw new KafkaException("the topics " + topics + " could not be described", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while describing topics", e);
        }
    }
}

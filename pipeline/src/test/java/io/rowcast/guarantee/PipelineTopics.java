package io.rowcast.guarantee;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What a pipeline has in Kafka, as any Kafka tool sees it. */
record PipelineTopics(String bootstrap, String pipeline) {

    /** The end offsets of all topics that begin with {@code <pipeline>.<name>}, summed; 0 when there are none. */
    long records(String name) {
        return ask(admin -> {
            var topics = get(admin.listTopics().names()).stream()
                    .filter(topic -> topic.startsWith(pipeline + "." + name))
                    .toList();
            Map<TopicPartition, OffsetSpec> ends = get(
                            admin.describeTopics(topics).allTopicNames())
                    .values()
                    .stream()
                    .flatMap(PipelineTopics::partitions)
                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
            return get(admin.listOffsets(ends).all()).values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        });
    }

    /** How many writers the coordinator counts as members of the group. */
    int writers() {
        return ask(admin -> get(admin.describeConsumerGroups(List.of(pipeline)).all()).values().stream()
                .mapToInt(group -> group.members().size())
                .sum());
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream().map(partition -> new TopicPartition(topic.name(), partition.partition()));
    }

    private <T> T ask(Function<Admin, T> question) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return question.apply(admin);
        }
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

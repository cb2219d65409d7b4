package io.rowcast.writer;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.mapping.Mapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics that a Kafka Connect fills: looks whether they are such that their rows can be applied in order. */
final class ConnectTopics {
    private final Admin admin;

    ConnectTopics(Admin admin) {
        this.admin = admin;
    }

    /** Why a table's topic may not have so many partitions; empty when it may. */
    static Optional<String> tooMany(Mapping mapping, String topic, int partitions) {
        if (partitions == 1) {
            return Optional.empty();
        }
        String found = "found topic " + topic + " with " + partitions + " partitions; expected 1, because ";
        return mapping.unaligned()
                .or(() -> mapping.accumulates()
                        .map(output ->
                                output + " counts a row again that comes again, and a new snapshot of the connector"
                                        + " cannot begin anew in several partitions"))
                .map(reason -> found + reason + ". Make the topic anew with one partition"
                        + " (topic.creation.default.partitions: 1), and have the connector take a new snapshot");
    }

    /**
     * Checks the topics that are there; one that comes later is checked when its first record does.
     *
     * @throws InvalidConfigException with all that is wrong with them
     */
    void check(Map<String, Mapping> mappings) {
        Set<String> existing = new TreeSet<>(await(admin.listTopics().names()));
        existing.retainAll(mappings.keySet());
        Set<String> compacted = compacted(existing);
        List<Problem> problems = new ArrayList<>();
        await(admin.describeTopics(existing).allTopicNames()).forEach((topic, description) -> {
            Mapping mapping = Objects.requireNonNull(mappings.get(topic));
            tooMany(mapping, topic, description.partitions().size())
                    .ifPresent(problem -> problems.add(new Problem("kafka", topic, problem)));
            Optional<String> before = mapping.accumulates().or(mapping::needsBefore);
            if (compacted.contains(topic) && before.isPresent()) {
                problems.add(new Problem(
                        "kafka",
                        topic,
                        "found cleanup.policy=compact, which drops what rows were before; expected delete, because of "
                                + before.get()));
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    private Set<String> compacted(Collection<String> topics) {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        return await(admin.describeConfigs(resources).all()).entrySet().stream()
                .filter(topic -> topic.getValue()
                        .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                        .value()
                        .contains("compact"))
                .map(topic -> topic.getKey().name())
                .collect(Collectors.toSet());
    }

    /** Our own reader would have made it. */
    void ensureDeadLetters(String topic) {
        Map<String, String> kept =
                Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1", TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        NewTopic letters = new NewTopic(topic, Optional.of(1), Optional.empty()).configs(kept);
        if (await(admin.listTopics().names()).contains(topic)) {
            return;
        }
        try {
            await(admin.createTopics(List.of(letters)).all());
        } catch (TopicExistsException e) {
            // another writer was quicker
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for topics", e);
        }
    }
}

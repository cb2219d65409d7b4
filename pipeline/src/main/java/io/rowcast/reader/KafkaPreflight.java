package io.rowcast.reader;

import io.rowcast.config.Problem;
import io.rowcast.model.TableId;
import io.rowcast.reader.kafka.KafkaClients;
import io.rowcast.reader.kafka.TableTopics;
import io.rowcast.topic.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How Kafka is set up: what keeps the reader from working, and what is worth a thought, each with its fix. */
public final class KafkaPreflight {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaPreflight.class);

    /** Enough for a weekend, in which nobody looks. */
    private static final Duration RETENTION = Duration.ofDays(3);

    private static final String TRANSACTION_LIMIT = "transaction.max.timeout.ms";
    private static final String COMMIT_PAUSE = "add.partitions.to.txn.retry.backoff.ms";

    private final TopicNames topics;
    private final KafkaClients clients;
    private final short replication;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> advice = new ArrayList<>();

    /**
     * @param kafka properties for every Kafka client, at least {@code bootstrap.servers}
     * @param replication of the topics that are made; -1 as the broker does by default
     */
    public KafkaPreflight(String pipeline, Map<String, Object> kafka, short replication) {
        this.topics = new TopicNames(pipeline);
        this.clients = new KafkaClients(topics, kafka);
        this.replication = replication;
    }

    /**
     * Asks Kafka; the answers are {@link #problems} and {@link #advice}.
     *
     * @param tables whose topics are looked at where they exist
     * @return whether it answered
     */
    public boolean look(Collection<TableId> tables) {
        try (Admin admin = clients.admin()) {
            Collection<Node> nodes = TableTopics.await(admin.describeCluster().nodes());
            if (replication > nodes.size()) {
                problems.add(new Problem(
                        "settings",
                        "kafka.replication",
                        "found: " + replication + ", and " + count(nodes.size(), "broker")
                                + "; expected: no more copies than brokers. Fix: start more brokers, or set kafka.replication: "
                                + nodes.size()));
            }
            broker(admin, nodes.iterator().next());
            topics(admin, tables, nodes.size());
            return true;
        } catch (KafkaException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("Kafka does not say how it is set up");
            return false;
        }
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public List<Problem> advice() {
        return List.copyOf(advice);
    }

    private void broker(Admin admin, Node node) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
        try {
            TableTopics.await(admin.describeConfigs(List.of(resource)).all())
                    .values()
                    .forEach(this::broker);
        } catch (AuthorizationException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("Kafka does not tell us its own settings");
        }
    }

    private void broker(Config config) {
        number(config, TRANSACTION_LIMIT).stream()
                .filter(found -> found < KafkaClients.TRANSACTION_TIMEOUT.toMillis())
                .forEach(found -> problems.add(new Problem(
                        "kafka",
                        TRANSACTION_LIMIT,
                        "found: " + found + "; expected: at least " + KafkaClients.TRANSACTION_TIMEOUT.toMillis()
                                + ", as the reader's transactions may take. Fix: set it on the brokers")));
        number(config, COMMIT_PAUSE).stream()
                .filter(found -> found > 1)
                .forEach(found -> advice.add(new Problem(
                        "kafka",
                        COMMIT_PAUSE,
                        "found: " + found + ", which caps a reader at about 180 transactions a second; expected: 1."
                                + " Fix: set it on the brokers")));
    }

    private void topics(Admin admin, Collection<TableId> tables, int brokers) {
        Set<String> existing = TableTopics.await(admin.listTopics().names());
        List<String> rows =
                tables.stream().map(topics::table).filter(existing::contains).toList();
        List<ConfigResource> resources = rows.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        TableTopics.await(admin.describeConfigs(resources).all())
                .forEach((resource, config) -> kept(resource.name(), config));
        for (TopicDescription topic :
                TableTopics.await(admin.describeTopics(rows).allTopicNames()).values()) {
            int copies = topic.partitions().get(0).replicas().size();
            if (copies == 1 && brokers > 1) {
                advice.add(new Problem(
                        "kafka",
                        topic.name(),
                        "found: one copy of it, and " + brokers + " brokers: rows are lost with the broker that has it;"
                                + " expected: 3 copies. Fix: kafka-reassign-partitions.sh, and kafka.replication: 3 for new"
                                + " topics"));
            }
        }
    }

    private void kept(String topic, Config config) {
        String cleanup = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            problems.add(new Problem(
                    "kafka",
                    topic,
                    "found: cleanup.policy=" + cleanup + ", which removes changes that other changes of the row follow;"
                            + " expected: delete. Fix: kafka-configs.sh --alter --entity-type topics --entity-name "
                            + topic
                            + " --add-config cleanup.policy=delete"));
        }
        number(config, TopicConfig.RETENTION_MS_CONFIG).stream()
                .filter(found -> found >= 0 && found < RETENTION.toMillis())
                .forEach(found -> advice.add(new Problem(
                        "kafka",
                        topic,
                        "found: retention.ms=" + found + ", "
                                + Duration.ofMillis(found).toHours()
                                + " h: a writer that is away for longer, or a Redis that lost more, needs a new snapshot;"
                                + " expected: at least " + RETENTION.toDays()
                                + " days. Fix: kafka-configs.sh --alter --entity-type"
                                + " topics --entity-name " + topic + " --add-config retention.ms="
                                + RETENTION.toMillis())));
    }

    private static OptionalLong number(Config config, String name) {
        return config.get(name) == null || config.get(name).value() == null
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(config.get(name).value()));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}

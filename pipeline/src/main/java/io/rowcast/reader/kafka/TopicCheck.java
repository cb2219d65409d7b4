package io.rowcast.reader.kafka;

import io.rowcast.config.Problem;
import io.rowcast.model.TableId;
import io.rowcast.topic.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Looks at the topics that tables have, and changes nothing. */
public final class TopicCheck {
    private final TopicNames topics;
    private final KafkaClients clients;

    /** @param kafka properties for every Kafka client, at least {@code bootstrap.servers} */
    public TopicCheck(String pipeline, Map<String, Object> kafka) {
        this.topics = new TopicNames(pipeline);
        this.clients = new KafkaClients(topics, kafka);
    }

    /**
     * The topics with more partitions than their tables allow.
     *
     * @param unaligned the tables that need their rows in order, with the reason
     * @throws UnavailableException when Kafka could not be asked
     */
    public List<Problem> problems(Map<TableId, String> unaligned) throws UnavailableException {
        List<Problem> problems = new ArrayList<>();
        try (Admin admin = clients.admin()) {
            Set<String> existing = TableTopics.await(admin.listTopics().names());
            for (Map.Entry<TableId, String> table : unaligned.entrySet()) {
                String topic = topics.table(table.getKey());
                int count = existing.contains(topic) ? partitions(admin, topic) : 0;
                if (count > 1) {
                    problems.add(TableTopics.tooMany(topic, count, table.getValue()));
                }
            }
        } catch (AuthenticationException e) {
            problems.add(refused("found brokers with which no login can be agreed on (" + e.getMessage()
                    + "); expected brokers with a certificate of kafka.tls.ca that names the host, and a user and"
                    + " password in kafka.sasl that they accept"));
        } catch (AuthorizationException e) {
            problems.add(refused("found a user without rights (" + e.getMessage()
                    + "); expected the ACLs that deploy/README.md lists, for names that begin with "
                    + topics.pipeline()));
        } catch (KafkaException e) {
            throw new UnavailableException(e);
        }
        return problems;
    }

    private static Problem refused(String message) {
        return new Problem("settings", "kafka", message);
    }

    private static int partitions(Admin admin, String topic) {
        return TableTopics.await(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .mapToInt(description -> description.partitions().size())
                .sum();
    }

    /** Kafka does not answer, or refuses to. */
    public static final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnavailableException(KafkaException cause) {
            super(cause.getMessage(), cause);
        }
    }
}

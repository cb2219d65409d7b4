package io.rowcast.reader.kafka;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.model.TableId;
import io.rowcast.topic.TopicNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the pipeline's topics, and looks at those that are there.
 *
 * <p>How long row changes are kept is the broker's default ({@code log.retention.*}) or what the topic was made with: a
 * writer that is away for longer finds a gap and needs a new snapshot. The topics that nothing could be rebuilt without
 * are kept for ever.
 */
public final class TableTopics {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    private static final String MAX_RECORD = Integer.toString(KafkaClients.MAX_RECORD_BYTES);
    /** A copy that lacks records must not take the lead: they would be lost, and nobody would hear of it. */
    private static final String UNCLEAN = "unclean.leader.election.enable";

    private static final Map<String, String> ROWS =
            Map.of("cleanup.policy", "delete", "max.message.bytes", MAX_RECORD, UNCLEAN, "false");
    private static final Map<String, String> KEPT = Map.of(
            "cleanup.policy",
            "delete",
            "retention.ms",
            "-1",
            "retention.bytes",
            "-1",
            "max.message.bytes",
            MAX_RECORD,
            UNCLEAN,
            "false");
    /** Small segments: a start reads the newest one, and only older ones are compacted. */
    private static final Map<String, String> COMPACTED = Map.of(
            "cleanup.policy",
            "compact",
            "segment.bytes",
            Integer.toString(16 << 20),
            "min.cleanable.dirty.ratio",
            "0.1",
            UNCLEAN,
            "false");

    private final TopicNames topics;
    private final int partitions;
    private final short replication;

    /** @param partitions of the topics of tables whose rows may be spread */
    public TableTopics(TopicNames topics, int partitions, short replication) {
        this.topics = topics;
        this.partitions = partitions;
        this.replication = replication;
    }

    /**
     * Makes the topics that are missing.
     *
     * @return where each table goes, with the partitions its topic has
     * @throws InvalidConfigException when a topic has more partitions than its table allows, or cannot have its name
     */
    public List<TableTarget> ensure(Admin admin, Collection<CapturedTable> tables) {
        checkNames(tables);
        List<NewTopic> wanted = new ArrayList<>();
        wanted.add(topic(topics.offsets(), 1, COMPACTED));
        wanted.add(topic(topics.schemas(), 1, COMPACTED));
        wanted.add(topic(topics.schemaHistory(), 1, KEPT));
        wanted.add(topic(topics.deadLetters(), 1, KEPT));
        for (CapturedTable table : tables) {
            boolean whole =
                    table.unaligned().isPresent() || table.schema().primaryKey().isEmpty();
            int count = whole ? 1 : partitions;
            wanted.add(topic(topics.table(table.table()), count, ROWS));
        }
        create(admin, wanted);
        return targets(admin, tables);
    }

    private void checkNames(Collection<CapturedTable> tables) {
        List<Problem> problems = tables.stream()
                .map(table -> topics.table(table.table()))
                .filter(name -> !LEGAL.matcher(name).matches())
                .map(name -> new Problem(
                        "kafka",
                        name,
                        "found: a table whose topic would have that name; expected: at most 249 of a-z A-Z 0-9 . _ -. "
                                + "Rename the table, or leave it out of the mappings"))
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    private NewTopic topic(String name, int partitions, Map<String, String> config) {
        return new NewTopic(name, partitions, replication).configs(config);
    }

    private static void create(Admin admin, List<NewTopic> wanted) {
        Set<String> existing = await(admin.listTopics().names());
        List<NewTopic> missing = wanted.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .toList();
        admin.createTopics(missing).values().values().forEach(TableTopics::created);
    }

    private static void created(KafkaFuture<Void> future) {
        try {
            await(future);
        } catch (TopicExistsException e) {
            // another process of the pipeline was quicker: its topic is looked at like any that exists
            return;
        }
    }

    private List<TableTarget> targets(Admin admin, Collection<CapturedTable> tables) {
        Set<String> names = new HashSet<>();
        tables.forEach(table -> names.add(topics.table(table.table())));
        names.addAll(List.of(topics.offsets(), topics.schemas(), topics.schemaHistory()));
        Map<String, Integer> counts = partitionCounts(admin, names);
        List<Problem> problems = new ArrayList<>();
        List<TableTarget> targets = new ArrayList<>();
        for (CapturedTable table : tables) {
            String name = topics.table(table.table());
            int count = counts.getOrDefault(name, 0);
            if (count > 1) {
                table.unaligned().ifPresent(reason -> problems.add(tooMany(name, count, reason)));
            }
            targets.add(new TableTarget(table.table(), name, count));
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return targets;
    }

    /** A topic that was just made is not known to every broker at once. */
    private static Map<String, Integer> partitionCounts(Admin admin, Set<String> names) {
        long deadline = System.nanoTime() + KafkaClients.TIMEOUT.toNanos();
        while (true) {
            try {
                Map<String, Integer> counts = new HashMap<>();
                await(admin.describeTopics(names).allTopicNames())
                        .forEach((name, topic) ->
                                counts.put(name, topic.partitions().size()));
                return counts;
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    /**
     * The tables whose topics have partitions that were added after their rows: a row now goes to another partition than
     * before. A snapshot writes to each partition, so one that was never written to is new.
     */
    public static List<TableId> widened(Admin admin, Collection<TableTarget> targets) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TableTarget target : targets) {
            for (int partition = 0; partition < target.partitions(); partition++) {
                asked.put(new TopicPartition(target.topic(), partition), OffsetSpec.latest());
            }
        }
        Set<String> written = new HashSet<>();
        Set<String> unwritten = new HashSet<>();
        await(admin.listOffsets(asked).all())
                .forEach((partition, end) -> (end.offset() == 0 ? unwritten : written).add(partition.topic()));
        return targets.stream()
                .filter(target -> written.contains(target.topic()) && unwritten.contains(target.topic()))
                .map(TableTarget::table)
                .toList();
    }

    static Problem tooMany(String topic, int found, String reason) {
        return new Problem(
                "kafka",
                topic,
                "found: a topic of " + found + " partitions; expected: 1, because " + reason
                        + ". Mend the mapping, or delete the topic and run 'rowcast recover': it is made anew with 1 partition, and filled "
                        + "by a new snapshot");
    }

    /** @throws KafkaException what the call failed with */
    public static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }
}

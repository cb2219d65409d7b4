package io.rowcast.reader;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.model.TableId;
import io.rowcast.topic.SchemaCodec;
import io.rowcast.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The schemas of the tables that are captured, for whoever reads their topics; and so the list of those tables. */
final class SchemasTopic {
    private final TopicNames topics;
    private final Collection<CapturedTable> tables;

    SchemasTopic(TopicNames topics, Collection<CapturedTable> tables) {
        this.topics = topics;
        this.tables = tables;
    }

    /** The tables whose schemas are in the topic: those captured by the run before. */
    Set<TableId> published(Consumer<byte[], byte[]> consumer) {
        return new CompactedTopic(consumer, topics.schemas())
                .readAll().entrySet().stream()
                        .filter(entry -> entry.getValue().value() != null)
                        .map(entry -> TableId.parse(entry.getKey()))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * A table that joins later has no rows from before: Debezium takes its snapshot only when there is no position.
     *
     * @throws InvalidConfigException naming the tables that were not captured by the run before
     */
    void refuseNewTables(Set<TableId> published) {
        List<Problem> problems = tables.stream()
                .map(CapturedTable::table)
                .filter(table -> !published.contains(table))
                .map(table -> new Problem(
                        "mappings",
                        table.toString(),
                        "found: a table that pipeline '" + topics.pipeline() + "' has not captured so far; expected: "
                                + "the tables of its snapshot " + published
                                + ". Run 'rowcast recover' once: the next start takes a new snapshot of all tables"))
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    /** Publishes the schemas, and takes back those of tables that are captured no more. */
    void publish(Transactions transactions, Set<TableId> published) {
        Set<TableId> gone = new TreeSet<>(published);
        for (CapturedTable table : tables) {
            gone.remove(table.table());
            transactions.send(record(table.table(), SchemaCodec.encode(table.schema())));
        }
        gone.forEach(table -> transactions.send(record(table, null)));
    }

    private ProducerRecord<byte[], byte[]> record(TableId table, byte @Nullable [] value) {
        return new ProducerRecord<>(topics.schemas(), 0, table.toString().getBytes(StandardCharsets.UTF_8), value);
    }
}

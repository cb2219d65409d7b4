package io.rowcast.reader;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.model.TableId;
import io.rowcast.topic.TopicNames;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The tables that are captured, against those of the run before. */
final class CapturedSchemas {
    private final TopicNames topics;
    private final Collection<CapturedTable> tables;

    CapturedSchemas(TopicNames topics, Collection<CapturedTable> tables) {
        this.topics = topics;
        this.tables = tables;
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

    /** Publishes the schemas as MySQL has them now, but for those that follow from the records to come. */
    void publish(SchemaVersions versions, Set<TableId> known) {
        tables.stream()
                .filter(table -> !known.contains(table.table()))
                .forEach(table -> versions.publish(table.schema()));
    }

    /** Takes back the schemas of tables that are captured no more. */
    void forget(SchemaVersions versions, Set<TableId> published) {
        Set<TableId> gone = new TreeSet<>(published);
        tables.forEach(table -> gone.remove(table.table()));
        gone.forEach(versions::forget);
    }
}

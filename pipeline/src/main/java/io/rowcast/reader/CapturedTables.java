package io.rowcast.reader;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.kafka.CapturedTable;
import io.rowcast.reader.kafka.KafkaClients;
import io.rowcast.reader.kafka.TableTarget;
import io.rowcast.reader.kafka.TableTopics;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The captured tables of a session and where they go; tables that come into being join. For one thread. */
final class CapturedTables {
    private final Capture capture;
    private final KafkaClients kafka;
    private final TableTopics topics;
    private final Map<TableId, CapturedTable> tables = new HashMap<>();
    /** Also read by the supervisor. */
    private final Map<TableId, TableTarget> targets = new ConcurrentHashMap<>();

    CapturedTables(Capture capture, KafkaClients kafka, TableTopics topics) {
        this.capture = capture;
        this.kafka = kafka;
        this.topics = topics;
    }

    /**
     * Makes the topics of the pipeline and of these tables.
     *
     * @throws InvalidConfigException when a topic has more partitions than its table allows, or cannot have its name
     */
    void open(Collection<CapturedTable> found) {
        try (Admin admin = kafka.admin()) {
            topics.ensure(admin, found).forEach(target -> targets.put(target.table(), target));
        }
        found.forEach(table -> tables.put(table.table(), table));
    }

    Collection<TableTarget> targets() {
        return List.copyOf(targets.values());
    }

    /** Whether the table is captured as soon as it exists. */
    boolean includes(TableId table) {
        return targets.containsKey(table) || capture.includes(table);
    }

    Optional<CapturedTable> of(TableId table) {
        return Optional.ofNullable(tables.get(table));
    }

    /** Where its records go; {@code null} when it is not captured so far. */
    @Nullable
    TableTarget target(TableId table) {
        return targets.get(table);
    }

    /**
     * Captures the table from now on as its mapping wants it, with the columns it has now. A mapping that does not fit a
     * table which was captured before is the writer's to report: it stops at this table, and only there.
     *
     * @throws InvalidConfigException when no mapping fits a new table, or the topic has too many partitions
     */
    CapturedTable take(TableSchema schema) {
        CapturedTable captured = tables.containsKey(schema.table())
                ? fitting(schema)
                : capture.mapped().apply(schema);
        open(List.of(captured));
        return captured;
    }

    /** Like what the mapping wants of a table that is captured already, or else all of it. */
    CapturedTable fitting(TableSchema schema) {
        try {
            return capture.mapped().apply(schema);
        } catch (InvalidConfigException e) {
            return new CapturedTable(schema, Optional.empty());
        }
    }

    /** The columns that matter now or will; empty for all. */
    Set<String> columns(TableId table, TableSchema next) {
        Optional<Set<String>> now = of(table).flatMap(CapturedTable::columns);
        Optional<Set<String>> then = fitting(next).columns();
        if (now.isEmpty() || then.isEmpty()) {
            return Set.of();
        }
        Set<String> both = new HashSet<>(now.get());
        both.addAll(then.get());
        return both;
    }
}

package io.rowcast.writer;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.mapping.Mapping;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.topic.ConnectSource;
import io.rowcast.topic.EnvelopeDecoder;
import io.rowcast.topic.SchemaVersion;
import io.rowcast.topic.TableSchemas;
import io.rowcast.topic.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables that the writer follows: those of the schemas topic that the mapping files want, also ones that come later. */
final class Tables {
    /** A version lies in the same Kafka transaction as the first record that names it, so it is there already. */
    private static final Duration VERSION_WAIT = Duration.ofSeconds(5);

    private final TopicNames names;
    private final TableSchemas schemas;
    private final @Nullable ConnectSource connect;
    private final MappingSource source;
    private final AcceptedMappings accepted;
    private final WriterMetrics metrics;
    private final Map<String, MappedTable> byTopic = new HashMap<>();
    private boolean changed;

    /** @param connect who fills the topics, {@code null} for our own reader */
    Tables(
            TopicNames names,
            TableSchemas schemas,
            MappingSource source,
            @Nullable ConnectSource connect,
            WriterMetrics metrics) {
        this.names = names;
        this.schemas = schemas;
        this.source = source;
        this.connect = connect;
        this.accepted = new AcceptedMappings(source);
        this.metrics = metrics;
    }

    /** Reads on for at most so long; says what the writer has to wait for before it can begin, empty for nothing. */
    String awaits(Duration wait) {
        read(wait);
        Set<TableId> missing = new TreeSet<>(source.awaited());
        missing.removeAll(schemas.newest().keySet());
        if (!missing.isEmpty()) {
            return "waits for the reader to describe " + missing;
        }
        if (!schemas.isRead()) {
            return "reads what the tables look like";
        }
        return schemas.newest().keySet().stream().anyMatch(source::wants)
                ? ""
                : "waits for a table that a mapping file matches";
    }

    /**
     * Takes up the tables that are there.
     *
     * @throws InvalidConfigException when mappings do not go together, or one that names its table fits none of the
     *     versions that the table ever had
     */
    void begin() {
        List<TableId> found = described();
        accepted.accept(forms(found));
        add(found);
    }

    private List<List<TableSchema>> forms(List<TableId> found) {
        return found.stream()
                .map(table -> Stream.concat(schemas.newest(table).stream(), schemas.versions(table).values().stream())
                        .distinct()
                        .toList())
                .toList();
    }

    /** Reads on without waiting; returns whether the reader has described anything since the last time. */
    boolean readOn() {
        read(Duration.ZERO);
        boolean news = changed;
        changed = false;
        if (news) {
            byTopic.values().forEach(MappedTable::askAgain);
        }
        return news;
    }

    private void read(Duration wait) {
        changed |= schemas.poll(wait);
    }

    /** Takes up the tables that were described since; returns whether there were any. */
    boolean takeUp() {
        List<TableId> joined = described();
        if (joined.isEmpty()) {
            return false;
        }
        try {
            accepted.accept(forms(joined));
        } catch (InvalidConfigException e) {
            // They do not go together with the others: said of each of them when its first record comes.
        }
        add(joined);
        return true;
    }

    private List<TableId> described() {
        return schemas.newest().keySet().stream()
                .filter(table -> source.wants(table) && !byTopic.containsKey(names.table(table)))
                .toList();
    }

    private void add(List<TableId> joined) {
        for (TableId table : joined) {
            byTopic.put(names.table(table), new MappedTable(table, metrics.rows(table.toString()), this));
        }
    }

    Set<String> topics() {
        return byTopic.keySet();
    }

    MappedTable of(String topic) {
        MappedTable table = byTopic.get(topic);
        if (table == null) {
            throw new IllegalStateException("assigned a partition of " + topic + ", which was not asked for");
        }
        return table;
    }

    /** Also reads on for some time, as a record can be here before the schema that it names. */
    TableSchema schema(TableId table, String version) throws TableStoppedException {
        Optional<TableSchema> schema = schemas.version(table, version);
        long end = System.nanoTime() + VERSION_WAIT.toNanos();
        while (schema.isEmpty() && System.nanoTime() - end < 0) {
            read(Duration.ofMillis(100));
            schema = schemas.version(table, version);
        }
        return schema.orElseThrow(() -> new TableStoppedException("found a record with the version " + version + " of "
                + table + "; expected the version's schema in topic " + names.schemas()));
    }

    String newestVersion(TableId table) throws TableStoppedException {
        return schemas.newest(table)
                .map(SchemaVersion::of)
                .orElseThrow(() -> new TableStoppedException("found no schema of " + table + " in topic "
                        + names.schemas() + "; expected the one that the reader writes"));
    }

    Collection<String> versions(TableId table) {
        return schemas.versions(table).keySet();
    }

    MappingLog log() {
        return source.log();
    }

    boolean ofOwnReader() {
        return connect == null;
    }

    /** The mapping, together with the way to read the records that it is for. */
    MappedVersion mapped(Mapping mapping) {
        return new MappedVersion(
                mapping,
                connect == null
                        ? new ReaderIntake(new EnvelopeDecoder(mapping.schema(), mapping.columns()::contains))
                        : new ConnectIntake(connect.decoder(mapping.schema(), mapping.columns()), mapping, metrics));
    }

    /** The mappings of all tables as they are now, by topic; without those that are stopped. */
    Map<String, Mapping> mappings() {
        Map<String, Mapping> mappings = new HashMap<>();
        byTopic.forEach((topic, table) -> {
            try {
                mappings.put(topic, table.newest().mapping());
            } catch (TableStoppedException e) {
                // said when its first record comes
            }
        });
        return mappings;
    }

    Mapping compile(TableSchema schema) throws TableStoppedException {
        try {
            boolean current =
                    schemas.newest(schema.table()).filter(schema::equals).isPresent();
            return accepted.compile(schema, current);
        } catch (InvalidConfigException e) {
            throw new TableStoppedException(
                    e.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
        }
    }
}

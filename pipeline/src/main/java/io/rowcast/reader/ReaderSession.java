package io.rowcast.reader;

import io.rowcast.config.MySqlSettings;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.catalog.CatalogTable;
import io.rowcast.reader.catalog.MySqlCatalog;
import io.rowcast.reader.catalog.SourceOffset;
import io.rowcast.reader.kafka.CapturedTable;
import io.rowcast.reader.kafka.HungTransactions;
import io.rowcast.reader.kafka.KafkaClients;
import io.rowcast.reader.kafka.LostEnds;
import io.rowcast.reader.kafka.TableTarget;
import io.rowcast.reader.kafka.TableTopics;
import io.rowcast.reader.kafka.Transactions;
import io.rowcast.tls.KeyStores;
import io.rowcast.topic.TopicNames;
import io.rowcast.trace.Tracing;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * One life of the reader: takes over the transactional id, reads the committed position, announces a new generation when
 * a snapshot is due, and runs the engine until it is closed or fails.
 */
final class ReaderSession implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(200);
    /** Longer than a stop in good order; on a dead socket Debezium would wait ten seconds and more. */
    private static final Duration STOP = Duration.ofSeconds(4);

    /** What stays the same from session to session. */
    record Plan(
            String name,
            MySqlSettings mysql,
            Capture capture,
            TopicNames topics,
            KafkaClients kafka,
            TableTopics tableTopics,
            String owner,
            ReaderMetrics metrics,
            Tracing tracing,
            Clock clock) {}

    /** MySQL as it is when the session opens. */
    private record Source(Collection<CatalogTable> tables, long rows, boolean gtids, String server) {}

    /** What is known before anything is taken over. */
    private record Opening(Source source, CaptureStart start, CapturedTables tables, boolean continues) {}

    private final Plan plan;
    private final Pulse pulse = new Pulse();
    private final CommittedPosition position;
    private final SnapshotProgress snapshot;
    private final Transactions transactions;
    private final TableReload reload;
    private final RowCommit commit;
    private final String registration;
    private final EngineRun engine;
    private final BinlogConnection binlog;
    private final KeyStores stores;
    private final LostEnds lostEnds;
    private volatile boolean closing;

    /**
     * Takes over from whoever read before.
     *
     * @throws io.rowcast.config.InvalidConfigException when topics or tables do not fit
     * @throws org.apache.kafka.common.KafkaException when Kafka is away
     */
    static ReaderSession open(Plan plan) {
        Opening opening = opening(plan);
        try (Admin admin = plan.kafka.admin()) {
            HungTransactions hung =
                    new HungTransactions(admin, plan.kafka, plan.topics, partitions(plan.topics, opening.tables));
            hung.decide(opening.continues);
            Transactions transactions = new Transactions(plan.kafka.producer());
            try {
                if (hung.end(transactions)) {
                    throw new SessionOutdatedException("Kafka had lost the end of a transaction");
                }
                return new ReaderSession(plan, opening, transactions);
            } catch (RuntimeException e) {
                transactions.close();
                throw e;
            }
        }
    }

    /** Those that row changes and their position are written to. */
    private static List<TopicPartition> partitions(TopicNames topics, CapturedTables tables) {
        List<TopicPartition> partitions = new ArrayList<>(
                List.of(new TopicPartition(topics.offsets(), 0), new TopicPartition(topics.schemas(), 0)));
        partitions.addAll(rowPartitions(tables));
        return partitions;
    }

    private static List<TopicPartition> rowPartitions(CapturedTables tables) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (TableTarget target : tables.targets()) {
            for (int partition = 0; partition < target.partitions(); partition++) {
                partitions.add(new TopicPartition(target.topic(), partition));
            }
        }
        return partitions;
    }

    /**
     * Topics and tables that do not fit, and a MySQL that is another, are found before a reader that may be at work is
     * fenced. The tables as they are now: a snapshot selects columns by name. Also tells apart, before the engine starts,
     * whether MySQL is away or refuses us; Debezium says either in words only.
     */
    private static Opening opening(Plan plan) {
        try (MySqlCatalog catalog = new MySqlCatalog(plan.mysql)) {
            Collection<CatalogTable> found = catalog.tables(plan.capture.patterns());
            Source source = new Source(found, catalog.rowsAbout(found), catalog.hasGtids(), catalog.server());
            CapturedTables tables = new CapturedTables(plan.capture, plan.kafka, plan.tableTopics);
            tables.open(List.of());
            CaptureStart start;
            boolean continues;
            try (Consumer<byte[], byte[]> consumer = plan.kafka.consumer()) {
                OffsetsTopic.Committed committed = new OffsetsTopic(plan.topics).read(consumer);
                committed.offset().ifPresent(offset -> catalog.requireContinuity(offset, committed.server()));
                continues = committed.offset().isPresent();
                Map<TableId, TableSchema> published = SchemaVersions.published(consumer, plan.topics);
                start = CaptureStart.of(plan.capture, source.tables, continues ? published : Map.of(), tables);
            }
            tables.open(start.tables());
            return new Opening(source, start, tables, continues);
        }
    }

    private ReaderSession(Plan plan, Opening opening, Transactions transactions) {
        this.plan = plan;
        this.transactions = transactions;
        OffsetsTopic offsets = new OffsetsTopic(plan.topics);
        claim(offsets);
        CapturedTables tables = opening.tables;
        SchemaVersions versions = new SchemaVersions(plan.topics, transactions);
        OffsetsTopic.Committed committed;
        Set<TableId> published;
        try (Consumer<byte[], byte[]> consumer = plan.kafka.consumer()) {
            committed = offsets.read(consumer);
            published = versions.read(consumer);
            committed
                    .offset()
                    .ifPresent(offset -> new SentRows(consumer).requireNoneBehind(offset, rowPartitions(tables)));
        }
        Optional<SourceOffset> start = committed.offset();
        List<TableId> joining = start.isPresent() ? joining(opening, published) : List.of();
        position = new CommittedPosition(start.orElse(null));
        snapshot = new SnapshotProgress(tables.targets().size(), opening.source.rows, start.isEmpty());
        pulse.snapshot(start.isEmpty());
        publish(opening.start, versions, published, start.isEmpty());
        Generations generations = new Generations(plan.name, transactions, versions, tables, plan.clock);
        String generation = start.isEmpty() ? generations.begin() : "";
        Definitions definitions = new Definitions();
        SkippedEvents skipped = committed.skipped();
        reload = new TableReload(plan.mysql, transactions, tables, versions, generations, skipped, plan.metrics);
        commit = new RowCommit(
                new RowCommit.Parts(
                        transactions,
                        offsets,
                        opening.source.server,
                        plan.owner,
                        position,
                        new TableRecords(tables, versions),
                        generations,
                        new SchemaChanges(new SchemaChanges.Parts(
                                tables, definitions, versions, generations, skipped, reload, opening.start.keys())),
                        skipped,
                        committed.prepared(),
                        snapshot,
                        new TracedRows(plan.tracing, plan.clock),
                        pulse,
                        plan.metrics,
                        plan.clock),
                tables,
                generation,
                joining);
        registration = SessionRegistry.add(new SessionRegistry.Entry(pulse, position, definitions, new BinlogMarks()));
        binlog = new BinlogConnection(registration);
        stores = new KeyStores(plan.mysql.tls());
        lostEnds = new LostEnds(plan.kafka, plan.topics, () -> partitions(plan.topics, tables), transactions);
        boolean byGtid = start.map(SourceOffset::hasGtids).orElse(opening.source.gtids);
        engine = new EngineRun(
                EngineSettings.of(
                        plan.topics,
                        plan.mysql,
                        stores,
                        opening.start.tables().stream()
                                .map(CapturedTable::schema)
                                .toList(),
                        plan.capture,
                        opening.start.keys(),
                        byGtid,
                        plan.kafka.base(),
                        registration),
                commit);
    }

    /** Tables to be read as a whole: those that were not captured, and those whose rows now go to other partitions. */
    private List<TableId> joining(Opening opening, Set<TableId> published) {
        List<TableId> joining = new ArrayList<>(opening.start.joining(plan.topics, published));
        try (Admin admin = plan.kafka.admin()) {
            TableTopics.widened(admin, opening.tables.targets()).stream()
                    .filter(table -> !joining.contains(table))
                    .forEach(joining::add);
        }
        return joining;
    }

    /** What tables look like follows from their records; before a snapshot there are none. */
    private void publish(CaptureStart start, SchemaVersions versions, Set<TableId> published, boolean all) {
        Set<TableId> gone = new TreeSet<>(published);
        for (CapturedTable table : start.tables()) {
            gone.remove(table.table());
            if (all) {
                versions.publish(table.schema());
            }
        }
        gone.forEach(versions::forget);
        transactions.commit();
    }

    /** At once: whoever was fenced by this looks for it. */
    private void claim(OffsetsTopic offsets) {
        transactions.send(offsets.claim(plan.owner));
        transactions.commit();
    }

    /**
     * Runs the engine until {@link #stop}, or until it fails.
     *
     * @param working called when the first thing came from MySQL
     * @return what it failed with; empty when it was stopped
     */
    Optional<Throwable> run(Runnable working) throws InterruptedException {
        engine.start();
        boolean told = false;
        while (!engine.awaitEnd(TICK)) {
            if (closing) {
                return Optional.empty();
            }
            if (pulse.silent()) {
                return Optional.of(new SilentSourceException(Pulse.SILENCE));
            }
            if (pulse.drained() && binlog.lost()) {
                return Optional.of(new SilentSourceException());
            }
            if (lostEnds.found()) {
                return Optional.of(new SessionOutdatedException("Kafka lost the end of a transaction"));
            }
            if (!told && pulse.working()) {
                working.run();
                told = true;
            }
        }
        if (closing) {
            return Optional.empty();
        }
        return commit.failure()
                .or(engine::failure)
                .or(() -> Optional.of(new IOException("the engine ended without saying why")));
    }

    /** Asks {@link #run} to return; from any thread. */
    void stop() {
        closing = true;
    }

    CommittedPosition position() {
        return position;
    }

    SnapshotProgress snapshot() {
        return snapshot;
    }

    /** Ends the engine, then the producer: what is not committed is aborted. */
    @Override
    public void close() {
        closing = true;
        commit.close();
        reload.close();
        engine.stop(STOP);
        SessionRegistry.remove(registration);
        transactions.close();
        stores.close();
    }
}

package io.rowcast.reader;

import io.rowcast.config.MySqlSettings;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.topic.TopicNames;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;

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
            List<CapturedTable> tables,
            TopicNames topics,
            KafkaClients kafka,
            TableTopics tableTopics,
            String owner,
            ReaderMetrics metrics,
            Clock clock) {}

    /** MySQL as it is when the session opens. */
    private record Source(Collection<TableSchema> tables, boolean gtids) {}

    private final Plan plan;
    private final Pulse pulse = new Pulse();
    private final CommittedPosition position;
    private final SnapshotProgress snapshot;
    private final Transactions transactions;
    private final RowCommit commit;
    private final String registration;
    private final EngineRun engine;
    private final BinlogConnection binlog;
    private volatile boolean closing;

    /**
     * Takes over from whoever read before.
     *
     * @throws io.rowcast.config.InvalidConfigException when topics or tables do not fit
     * @throws org.apache.kafka.common.KafkaException when Kafka is away
     */
    static ReaderSession open(Plan plan) {
        Source source = source(plan);
        List<TableTarget> targets;
        try (Admin admin = plan.kafka.admin()) {
            targets = plan.tableTopics.ensure(admin, plan.tables);
        }
        Transactions transactions = new Transactions(plan.kafka.producer());
        try {
            return new ReaderSession(plan, source, targets, transactions);
        } catch (RuntimeException e) {
            transactions.close();
            throw e;
        }
    }

    private ReaderSession(Plan plan, Source source, List<TableTarget> targets, Transactions transactions) {
        this.plan = plan;
        this.transactions = transactions;
        OffsetsTopic offsets = new OffsetsTopic(plan.topics);
        claim(offsets);
        SchemaVersions versions = new SchemaVersions(plan.topics, transactions);
        CapturedSchemas schemas = new CapturedSchemas(plan.topics, plan.tables);
        Optional<SourceOffset> start;
        Set<TableId> published;
        try (Consumer<byte[], byte[]> consumer = plan.kafka.consumer()) {
            start = offsets.read(consumer).offset();
            published = versions.read(consumer);
        }
        if (start.isPresent()) {
            schemas.refuseNewTables(published);
        }
        position = new CommittedPosition(start.orElse(null));
        snapshot = new SnapshotProgress(targets.size(), start.isEmpty());
        pulse.snapshot(start.isEmpty());
        schemas.publish(versions, start.isEmpty() ? Set.of() : published);
        schemas.forget(versions, published);
        transactions.commit();
        Generations generations = new Generations(plan.name, transactions, versions, targets, plan.clock);
        String generation = start.isEmpty() ? generations.begin() : "";
        commit = new RowCommit(
                new RowCommit.Parts(
                        transactions,
                        offsets,
                        plan.owner,
                        position,
                        new TableRecords(targets, versions),
                        generations,
                        snapshot,
                        pulse,
                        plan.metrics),
                generation);
        registration = SessionRegistry.add(new SessionRegistry.Entry(pulse, position));
        binlog = new BinlogConnection(registration);
        boolean byGtid = start.map(SourceOffset::hasGtids).orElse(source.gtids);
        engine = new EngineRun(
                EngineSettings.of(plan.topics, plan.mysql, source.tables, byGtid, plan.kafka.base(), registration),
                commit);
    }

    /** At once: whoever was fenced by this looks for it. */
    private void claim(OffsetsTopic offsets) {
        transactions.send(offsets.claim(plan.owner));
        transactions.commit();
    }

    /**
     * The tables as they are now: a snapshot selects columns by name. Also tells apart, before the engine starts, whether
     * MySQL is away or refuses us; Debezium says either in words only.
     */
    private static Source source(Plan plan) {
        try (MySqlCatalog catalog = new MySqlCatalog(plan.mysql)) {
            List<TableId> tables =
                    plan.tables.stream().map(CapturedTable::table).toList();
            return new Source(catalog.schemas(tables).values(), catalog.hasGtids());
        }
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
        engine.stop(STOP);
        SessionRegistry.remove(registration);
        transactions.close();
    }
}

package io.rowcast.reader;

import io.debezium.data.Envelope.FieldName;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.rowcast.model.TableId;
import io.rowcast.reader.catalog.SourceOffset;
import io.rowcast.reader.kafka.KafkaClients;
import io.rowcast.reader.kafka.Transactions;
import io.rowcast.topic.Control;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Commit 1: sends a batch of row changes and the position after them in one Kafka transaction. Debezium calls it with
 * one batch after the other, on one thread.
 *
 * <p>A changed primary key comes as a delete and a create with the same position. Between them nothing is committed: the
 * transaction stays open until the create is in it, even when that comes with the next batch.
 */
final class RowCommit implements ChangeConsumer<RecordChangeEvent<SourceRecord>> {
    /** Debezium's header on a delete that is the first half of a changed primary key. */
    private static final String NEW_KEY = "__debezium.newkey";

    /** Leaves room for the key and the headers. */
    private static final int MAX_ROW_BYTES = KafkaClients.MAX_RECORD_BYTES - (64 << 10);

    /** What a session gives its committer to work with. */
    record Parts(
            Transactions transactions,
            OffsetsTopic offsets,
            String server,
            String owner,
            CommittedPosition position,
            TableRecords tables,
            Generations generations,
            SchemaChanges schemas,
            SkippedEvents skipped,
            PreparedTransactions prepared,
            SnapshotProgress snapshot,
            TracedRows traced,
            Pulse pulse,
            ReaderMetrics metrics,
            Clock clock) {}

    private final Parts parts;
    private final Heartbeats heartbeats;
    private final BatchCount count;
    private final Gathering gathering;
    private final DistributedCommits distributed;
    private final String generation;
    private @Nullable SourceOffset next;
    private boolean keyChanging;
    private boolean afterSnapshot;
    private List<TableId> joining;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /**
     * @param captured all tables that are read
     * @param generation that of the snapshot which runs, if one does
     * @param joining tables to be read as a whole before anything else
     */
    RowCommit(Parts parts, CapturedTables captured, String generation, List<TableId> joining) {
        this.parts = parts;
        this.heartbeats = new Heartbeats(parts.position.get());
        this.count = new BatchCount(parts.metrics);
        this.gathering = new Gathering(parts.clock);
        this.distributed =
                new DistributedCommits(parts.prepared, parts.skipped, captured, parts.metrics, new Decided());
        this.generation = generation;
        this.joining = joining;
        this.afterSnapshot = parts.snapshot.running();
    }

    /** What went wrong here, rather than in Debezium. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** From now on nothing is committed, whatever Debezium still hands over. */
    void close() {
        closed = true;
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> events, RecordCommitter<RecordChangeEvent<SourceRecord>> committer) {
        parts.pulse.committing(true);
        try {
            for (RecordChangeEvent<SourceRecord> event : events) {
                RecordBatch.unpack(event.record()).forEach(this::accept);
            }
            if (!keyChanging && !gathers()) {
                commit();
            }
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            parts.pulse.committing(false);
        }
    }

    private boolean gathers() {
        if (next != null
                && next.inTransaction()
                && gathering.endComes(count.rows(), count.openNanos(), parts.pulse::waiting)) {
            return true;
        }
        return gathering.goesOn(count.rows(), count.openNanos(), count.newestMillis(), parts.pulse::waiting);
    }

    private void accept(SourceRecord record) {
        if (closed) {
            throw new IllegalStateException("this session is closed");
        }
        SourceOffset offset = new SourceOffset(record.sourceOffset());
        if (SchemaChange.isSchemaChange(record)) {
            schemaChange(record, offset);
            return;
        }
        join();
        settle();
        if (BinlogMark.tell(record, distributed)) {
            parts.pulse.streaming();
        } else if (TableRecords.isChange(record)) {
            change(record, offset);
        } else {
            heartbeat(record, parts.schemas.corrected(offset));
        }
        completeSnapshot(offset);
    }

    private void completeSnapshot(SourceOffset offset) {
        if (parts.snapshot.running() && !offset.inSnapshot()) {
            parts.generations.complete(generation);
            parts.snapshot.complete();
            parts.pulse.snapshot(false);
        }
    }

    private void schemaChange(SourceRecord record, SourceOffset offset) {
        if (offset.inSnapshot()) {
            parts.schemas.snapshot(record);
            return;
        }
        join();
        completeSnapshot(offset);
        if (parts.schemas.isOther(record)) {
            settle();
        }
        parts.schemas.add(record);
        heartbeats.row();
        parts.pulse.streaming();
    }

    /** Reads the tables that were not captured before. */
    private void join() {
        if (!joining.isEmpty()) {
            List<TableId> tables = joining;
            joining = List.of();
            for (TableId table : tables) {
                parts.schemas.reread(table);
                next = parts.position.get().orElseThrow();
                commit();
            }
            parts.schemas.requireKeys();
        }
    }

    /** Brings about the DDL statement that waits, from and to a position that is committed. */
    private void settle() {
        if (!parts.schemas.isWaiting()) {
            return;
        }
        SourceOffset before = parts.schemas.before();
        Map<TableId, SchemaChanges.Effect> effects = parts.schemas.settle();
        if (!effects.isEmpty()) {
            next = before;
            commit();
            effects.forEach(parts.schemas::bring);
        }
        next = parts.schemas.behind();
        if (!effects.isEmpty()) {
            commit();
            parts.schemas.requireKeys();
        }
    }

    private void change(SourceRecord record, SourceOffset offset) {
        Struct envelope = (Struct) record.value();
        keyChanging = record.headers().lastWithName(NEW_KEY) != null;
        heartbeats.row();
        if (isPassedOver(envelope)) {
            next = offset;
            streaming(envelope);
            return;
        }
        send(record, envelope);
        if (!offset.inSnapshot()) {
            next = offset;
            streaming(envelope);
        } else {
            parts.snapshot.row(TableRecords.table(envelope));
        }
    }

    private void send(SourceRecord record, Struct envelope) {
        TableRecords.Plan plan = parts.tables.plan(record);
        byte[] value = plan.writer().value(envelope);
        if (envelope.getString(FieldName.OPERATION).equals(Control.RESET)) {
            parts.generations.truncated(plan, value);
        } else {
            requireSize(plan.target().table(), value);
            byte[] key = plan.writer().key(record.key());
            ProducerRecord<byte[], byte[]> row =
                    plan.target().row(key, value, plan.version().headers());
            parts.traced.row(plan.target().table(), row, envelope);
            parts.transactions.send(row);
            count.row(plan.target().table(), envelope);
        }
    }

    /** Kafka would say so too, but not of which table. */
    private static void requireSize(TableId table, byte[] value) {
        if (value.length > MAX_ROW_BYTES) {
            throw new LostChangeException("found: a change of " + table + " of " + value.length
                    + " bytes, the row before and after it; expected: at most " + KafkaClients.MAX_RECORD_BYTES
                    + " bytes");
        }
    }

    /** Whether a table that was read as a whole had this already. */
    private boolean isPassedOver(Struct envelope) {
        return parts.skipped.isActive()
                && parts.skipped.skips(TableRecords.table(envelope), envelope.getStruct(FieldName.SOURCE));
    }

    private void streaming(Struct envelope) {
        if (!"r".equals(envelope.getString(FieldName.OPERATION))) {
            parts.pulse.streaming();
        }
    }

    private void heartbeat(SourceRecord record, SourceOffset offset) {
        count.heartbeat(record);
        binlogHeartbeat();
        if (!keyChanging && heartbeats.exact(offset)) {
            next = offset;
        }
    }

    /** Debezium beats once more when a snapshot ends, before it connects to the binlog: that one does not count. */
    private void binlogHeartbeat() {
        if (afterSnapshot) {
            afterSnapshot = false;
        } else {
            parts.pulse.streaming();
        }
    }

    private void commit() {
        SourceOffset offset = next;
        if (!parts.transactions.isOpen() && !worthCommitting(offset)) {
            count.seen();
            return;
        }
        if (offset != null) {
            parts.skipped.passed(offset);
            parts.transactions.send(
                    parts.offsets.offset(offset, parts.skipped, parts.prepared, parts.server, parts.owner));
        }
        parts.transactions.commit();
        if (offset != null) {
            parts.position.set(offset);
            heartbeats.committed(offset);
            next = null;
        }
        count.committed();
        parts.traced.committed();
    }

    private boolean worthCommitting(@Nullable SourceOffset offset) {
        return offset != null
                && parts.position
                        .get()
                        .map(committed -> heartbeats.due(offset, committed) && !committed.samePlace(offset))
                        .orElse(true);
    }

    /** Where the rows of XA transactions go when they are committed. */
    private final class Decided implements DistributedCommits.Target {

        @Override
        public void send(SourceRecord row) {
            RowCommit.this.send(row, (Struct) row.value());
        }

        @Override
        public void reached(SourceOffset position) {
            heartbeats.row();
            next = position;
        }

        @Override
        public void commit() {
            RowCommit.this.commit();
        }

        @Override
        public void reread(TableId table) {
            parts.schemas.reread(table);
            next = parts.position.get().orElseThrow();
        }

        @Override
        public void reread() {
            parts.schemas.requireKeys();
        }
    }
}

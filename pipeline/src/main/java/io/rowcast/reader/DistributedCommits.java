package io.rowcast.reader;

import io.rowcast.model.TableId;
import io.rowcast.reader.catalog.SourceOffset;
import io.rowcast.reader.kafka.TableTarget;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings about what the binlog says of XA transactions: their rows go out when they are committed, and not when they are
 * prepared. Rows that are no longer at hand are replaced by reading their tables as a whole. For one thread.
 */
final class DistributedCommits implements BinlogMark.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(DistributedCommits.class);

    /** What it does with rows and positions. */
    interface Target {

        /** Sends the row change within the open Kafka transaction. */
        void send(SourceRecord row);

        /** Everything before that position was sent, or is kept next to the position. */
        void reached(SourceOffset position);

        /** Commits what was sent, with the position reached last. */
        void commit();

        /** Reads the table as a whole, within Kafka transactions of which the last stays open. */
        void reread(TableId table);

        /** All tables were read that had to be. */
        void reread();
    }

    private final PreparedTransactions prepared;
    private final SkippedEvents skipped;
    private final CapturedTables tables;
    private final ReaderMetrics metrics;
    private final Target target;

    DistributedCommits(
            PreparedTransactions prepared,
            SkippedEvents skipped,
            CapturedTables tables,
            ReaderMetrics metrics,
            Target target) {
        this.prepared = prepared;
        this.skipped = skipped;
        this.tables = tables;
        this.metrics = metrics;
        this.target = target;
        metrics.prepared(prepared.size());
    }

    @Override
    public void undecided(SourceRecord row) {
        prepared.add(row);
    }

    @Override
    public void prepared(String xid, SourceOffset behind) {
        prepared.prepare(xid);
        metrics.prepared(prepared.size());
        target.reached(behind);
    }

    @Override
    public void decided(BinlogMark.Decided decision, SourceOffset behind) {
        if (decision.onePhase()) {
            prepared.prepare(decision.xid());
        }
        if (decision.committed()) {
            committed(decision);
        }
        prepared.remove(decision.xid());
        metrics.prepared(prepared.size());
        target.reached(behind);
    }

    private void committed(BinlogMark.Decided decision) {
        Optional<PreparedTransactions.Waiting> found = prepared.find(decision.xid());
        Optional<List<SourceRecord>> rows = found.flatMap(PreparedTransactions.Waiting::rows);
        if (rows.isPresent()) {
            rows.get().stream()
                    .filter(row -> !skipped.skips(TableRecords.table((Struct) row.value()), decision))
                    .forEach(target::send);
            return;
        }
        Collection<TableId> concerned = found.<Collection<TableId>>map(PreparedTransactions.Waiting::tables)
                .orElseGet(this::all);
        List<TableId> outdated = concerned.stream()
                .filter(table -> !skipped.skips(table, decision))
                .toList();
        reread(outdated);
    }

    private List<TableId> all() {
        return tables.targets().stream().map(TableTarget::table).toList();
    }

    /** From a position that is committed: after a crash on the way, all of it comes again. */
    private void reread(Collection<TableId> outdated) {
        if (outdated.isEmpty()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("table", outdated)
                .log(
                        "The rows of an XA transaction are not at hand when it is committed: its tables are read as a whole");
        target.commit();
        for (TableId table : outdated) {
            target.reread(table);
            target.commit();
        }
        target.reread();
    }
}

package io.rowcast.reader;

import io.rowcast.config.MySqlSettings;
import io.rowcast.model.TableId;
import io.rowcast.reader.catalog.TableSnapshot;
import io.rowcast.reader.kafka.CapturedTable;
import io.rowcast.reader.kafka.TableTarget;
import io.rowcast.reader.kafka.Transactions;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A snapshot of one table in the middle of the stream: a reset, its rows as of a place that may lie ahead, and that they are
 * complete, in bounded transactions. The position does not move meanwhile: after a crash it begins again, as another
 * generation. What the binlog says of the table up to that place is passed over from then on.
 */
final class TableReload {
    private static final Logger LOG = LoggerFactory.getLogger(TableReload.class);
    private static final int MAX_ROWS = 5_000;
    private static final long MAX_BYTES = 8L << 20;

    private final MySqlSettings mysql;
    private final Transactions transactions;
    private final CapturedTables tables;
    private final SchemaVersions versions;
    private final Generations generations;
    private final SkippedEvents skipped;
    private final ReaderMetrics metrics;
    private long rows;
    private long pendingRows;
    private long pendingBytes;
    private volatile boolean closed;

    TableReload(
            MySqlSettings mysql,
            Transactions transactions,
            CapturedTables tables,
            SchemaVersions versions,
            Generations generations,
            SkippedEvents skipped,
            ReaderMetrics metrics) {
        this.mysql = mysql;
        this.transactions = transactions;
        this.tables = tables;
        this.versions = versions;
        this.generations = generations;
        this.skipped = skipped;
        this.metrics = metrics;
    }

    /** Makes one that runs fail soon; from any thread. */
    void close() {
        closed = true;
    }

    /**
     * Reads the table. Leaves the transaction open in which the snapshot is complete: the caller says in it up to where
     * events are skipped.
     *
     * @return the table as it was read; empty when it is gone by now, and was reset only
     */
    Optional<CapturedTable> run(TableId table) {
        LOG.atInfo().addKeyValue("table", table).log("The table is read as a whole");
        metrics.reread();
        try {
            Optional<TableSnapshot> opened = TableSnapshot.open(mysql, table);
            if (opened.isEmpty()) {
                gone(table);
                return Optional.empty();
            }
            try (TableSnapshot snapshot = opened.get()) {
                return Optional.of(read(snapshot));
            }
        } catch (SQLException e) {
            throw new TableNotReadException(table, e);
        }
    }

    /** Its end will come in the binlog. */
    private void gone(TableId table) {
        if (tables.target(table) != null) {
            generations.removed(table);
        }
    }

    private CapturedTable read(TableSnapshot snapshot) throws SQLException {
        CapturedTable captured = tables.take(snapshot.schema());
        TableId table = captured.table();
        TableTarget target = generations.target(table);
        SchemaVersions.Version version = versions.keep(captured.schema());
        SnapshotEnvelope envelope = generations.envelope(table, snapshot.place());
        String generation = generations.reset(table, true, version);
        rows = 0;
        snapshot.forEach(captured.schema(), (key, row) -> {
            byte[] value = envelope.of(row);
            transactions.send(target.row(key, value, version.headers()));
            sent(table, value.length);
        });
        metrics.rows(table, pendingRows);
        pendingRows = 0;
        versions.publish(captured.schema());
        generations.complete(table, generation, version);
        skipped.readAt(table, snapshot.place());
        LOG.atInfo().addKeyValue("table", table).addKeyValue("rows", rows).log("The table is read");
        return captured;
    }

    private void sent(TableId table, int bytes) {
        if (closed) {
            throw new IllegalStateException("this session is closed");
        }
        rows++;
        pendingRows++;
        pendingBytes += bytes;
        if (pendingRows >= MAX_ROWS || pendingBytes >= MAX_BYTES) {
            transactions.commit();
            metrics.rows(table, pendingRows);
            pendingRows = 0;
            pendingBytes = 0;
        }
    }
}

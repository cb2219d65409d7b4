package io.rowcast.reader;

import io.rowcast.config.MySqlSettings;
import io.rowcast.model.Row;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.catalog.SourceMoment;
import io.rowcast.reader.catalog.TableSnapshot;
import io.rowcast.topic.EnvelopeDecoder;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One table as it is at one moment, read beside the binlog. Used by one thread. */
public final class SourceView implements AutoCloseable {
    private static final byte[] NO_KEY = {};

    /** What takes the rows. */
    @FunctionalInterface
    public interface RowSink {

        /** @param key as the key of the row's records is; empty for a table without one */
        void row(byte[] key, Row row);
    }

    private final TableSnapshot snapshot;

    private SourceView(TableSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Empty when there is no such table. It keeps MySQL from purging old versions of rows until it is closed. */
    public static Optional<SourceView> open(MySqlSettings mysql, TableId table) {
        try {
            return TableSnapshot.beside(mysql, table).map(SourceView::new);
        } catch (SQLException e) {
            throw new TableNotReadException(table, e);
        }
    }

    public SourceMoment moment() {
        return snapshot.moment();
    }

    /** The columns at that moment, and the key as MySQL has it. */
    public TableSchema schema() {
        return snapshot.schema();
    }

    /**
     * Gives all rows, in no order.
     *
     * @param keyed the schema with the key that the mapping wants
     */
    public void forEach(TableSchema keyed, RowSink rows) {
        read(keyed, null, rows);
    }

    /**
     * Gives the rows for which a condition holds, in no order.
     *
     * @param where a condition in SQL
     */
    public void forEach(TableSchema keyed, String where, RowSink rows) {
        read(keyed, where, rows);
    }

    private void read(TableSchema keyed, @Nullable String where, RowSink rows) {
        EnvelopeDecoder decoder = new EnvelopeDecoder(keyed);
        try {
            snapshot.forEach(keyed, where, (key, row) -> rows.row(key == null ? NO_KEY : key, decoder.row(row)));
        } catch (SQLException e) {
            throw new TableNotReadException(keyed.table(), e);
        }
    }

    @Override
    public void close() {
        snapshot.close();
    }
}

package io.rowcast.reader;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.XAPrepareEventData;
import io.debezium.connector.binlog.event.EventDataDeserializationExceptionData;
import io.debezium.connector.binlog.jdbc.BinlogConnectorConnection;
import io.debezium.connector.mysql.MySqlConnectorConfig;
import io.debezium.connector.mysql.MySqlDatabaseSchema;
import io.debezium.connector.mysql.MySqlOffsetContext;
import io.debezium.connector.mysql.MySqlPartition;
import io.debezium.connector.mysql.MySqlStreamingChangeEventSource;
import io.debezium.connector.mysql.MySqlStreamingChangeEventSourceMetrics;
import io.debezium.connector.mysql.MySqlTaskContext;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.relational.Tables.TableFilter;
import io.debezium.snapshot.SnapshotterService;
import io.debezium.util.Clock;
import io.rowcast.model.TableId;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's reading of the binlog, with what it passes over in silence: XA transactions, of which it takes the rows for
 * committed when they are prepared and does not know the position; and changes that the binlog does not give as
 * whole rows, at which the reader has to halt. Created by Debezium; runs on the thread that reads the binlog.
 *
 * <p>To Debezium, an XA transaction up to its {@code XA PREPARE} is a transaction like any other, and so is each {@code XA
 * COMMIT} and {@code XA ROLLBACK}: then its positions are right. Their meaning goes with the records as {@link BinlogMark}.
 */
public final class BinlogEvents extends MySqlStreamingChangeEventSource {
    private final EventDispatcher<MySqlPartition, io.debezium.relational.TableId> dispatcher;
    private final TableFilter captured;
    private final ErrorHandler errorHandler;
    private final BinlogMarks marks;
    private final TransactionEnds ends;
    private final Set<TableId> touched = new TreeSet<>();
    private String running = "";
    private @Nullable MySqlPartition partition;

    public BinlogEvents(
            MySqlConnectorConfig config,
            BinlogConnectorConnection connection,
            EventDispatcher<MySqlPartition, io.debezium.relational.TableId> dispatcher,
            ErrorHandler errorHandler,
            Clock clock,
            MySqlTaskContext taskContext,
            MySqlDatabaseSchema schema,
            MySqlStreamingChangeEventSourceMetrics metrics,
            SnapshotterService snapshotterService,
            BinaryLogClient client) {
        super(
                config,
                connection,
                dispatcher,
                errorHandler,
                clock,
                taskContext,
                schema,
                metrics,
                snapshotterService,
                client);
        this.dispatcher = dispatcher;
        this.captured = config.getTableFilters().dataCollectionFilter();
        SessionRegistry.Entry session = SessionRegistry.of(config.getConfig().asMap());
        this.marks = session.marks();
        this.ends = new TransactionEnds(session.pulse(), System::nanoTime);
        this.errorHandler = errorHandler;
    }

    @Override
    public void execute(ChangeEventSourceContext context, MySqlPartition partition, MySqlOffsetContext offset)
            throws InterruptedException {
        this.partition = partition;
        super.execute(context, partition, offset);
    }

    /** Lets the position go behind a transaction as soon as it ends, and not when the next one begins. */
    @Override
    protected void handleEvent(
            MySqlPartition partition, MySqlOffsetContext offset, ChangeEventSourceContext context, Event event) {
        super.handleEvent(partition, offset, context, event);
        if (event != null
                && event.getHeader().getEventType() == EventType.XID
                && isCompleted(offset)
                && ends.isWorthASign()) {
            offset.commitTransaction(); // once more: Debezium has counted its end as an event of the next one
            sign(offset);
        }
    }

    /** Debezium goes on with the events behind one that has failed, and does nothing with them. */
    private boolean isCompleted(MySqlOffsetContext offset) {
        return errorHandler.getProducerThrowable() == null && offset.getTransactionId() == null;
    }

    private void sign(MySqlOffsetContext offset) {
        try {
            dispatcher.alwaysDispatchHeartbeatEvent(Objects.requireNonNull(partition), offset);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void handleQueryEvent(MySqlPartition partition, MySqlOffsetContext offset, Event event)
            throws InterruptedException {
        QueryEventData query = unwrapData(event);
        String sql = query.getSql().trim();
        if (sql.equalsIgnoreCase("BEGIN")) {
            touched.clear();
        }
        if (sql.startsWith("XA ")) {
            distributed(offset, event, sql.substring("XA ".length()));
        } else if (sql.equalsIgnoreCase("ROLLBACK")) {
            requireNothingTouched();
            transaction(offset, event, "COMMIT");
        } else if (WrittenStatement.isStatement(sql)) {
            WrittenStatement.requireOthers(sql, query.getDatabase(), this::isCaptured);
        } else {
            super.handleQueryEvent(partition, offset, event);
        }
    }

    /** MySQL 8 writes no rows that are rolled back; it would take another server, or statements beside them. */
    private void requireNothingTouched() {
        if (!touched.isEmpty()) {
            throw new LostChangeException("found: ROLLBACK in the binlog behind rows of " + touched
                    + "; expected: rows that are committed, with binlog_format=ROW in every session");
        }
    }

    private void distributed(MySqlOffsetContext offset, Event event, String statement) throws InterruptedException {
        String[] words = statement.split(" ", 2);
        switch (words[0]) {
            case "START" -> {
                running = words[1];
                touched.clear();
                transaction(offset, event, "BEGIN");
                marks.set(new BinlogMark.Undecided());
            }
            case "COMMIT", "ROLLBACK" -> {
                transaction(offset, event, "BEGIN");
                transaction(offset, event, "COMMIT");
                mark(offset, decided(words[1], words[0].equals("COMMIT"), false, offset));
            }
            default -> {
                // XA END: what follows says more
            }
        }
    }

    @Override
    protected void prepareTransaction(MySqlOffsetContext offset, Event event) throws InterruptedException {
        XAPrepareEventData prepare = Objects.requireNonNull(unwrapData(event));
        transaction(offset, event, "COMMIT");
        mark(offset, prepare.isOnePhase() ? decided(running, true, true, offset) : new BinlogMark.Prepared(running));
    }

    private static BinlogMark decided(String xid, boolean committed, boolean onePhase, MySqlOffsetContext offset) {
        var source = offset.getSource();
        return new BinlogMark.Decided(
                xid, committed, onePhase, source.getCurrentGtid(), source.binlogFilename(), source.binlogPosition());
    }

    /** Lets Debezium see the begin or end of a transaction in place of an event. */
    private void transaction(MySqlOffsetContext offset, Event event, String sql) throws InterruptedException {
        QueryEventData query = new QueryEventData();
        query.setSql(sql);
        super.handleQueryEvent(Objects.requireNonNull(partition), offset, new Event(event.getHeader(), query));
    }

    /** Sends a sign of life at this place with the mark on it; behind it, there is none. */
    private void mark(MySqlOffsetContext offset, BinlogMark mark) throws InterruptedException {
        marks.set(mark);
        try {
            dispatcher.alwaysDispatchHeartbeatEvent(Objects.requireNonNull(partition), offset);
        } finally {
            marks.set(null);
        }
    }

    @Override
    protected void handleUpdateTableMetadata(MySqlPartition partition, MySqlOffsetContext offset, Event event)
            throws InterruptedException {
        TableMapEventData table = unwrapData(event);
        TableId id = new TableId(table.getDatabase(), table.getTable());
        if (isCaptured(id)) {
            touched.add(id);
            ends.rows();
        }
        super.handleUpdateTableMetadata(partition, offset, event);
    }

    /** Called for each event that Debezium does not know, and only passes over. */
    @Override
    protected void ignoreEvent(MySqlOffsetContext offset, Event event) {
        EventType type = event.getHeader().getEventType();
        if (type == EventType.PARTIAL_UPDATE_ROWS_EVENT && !touched.isEmpty()) {
            throw new LostChangeException("found: changes of parts of JSON values in the binlog, in " + touched
                    + "; expected: whole rows, with binlog_row_value_options='' in every session");
        }
        if (type == EventType.EXECUTE_LOAD_QUERY) {
            throw new LostChangeException(
                    "found: LOAD DATA as a statement in the binlog; expected: its rows, with binlog_format=ROW in every"
                            + " session");
        }
        super.ignoreEvent(offset, event);
    }

    @Override
    protected void handleServerIncident(MySqlPartition partition, MySqlOffsetContext offset, Event event) {
        if (!(event.getData() instanceof EventDataDeserializationExceptionData)) {
            throw new LostChangeException(
                    "found: an incident in the binlog, MySQL could not write all that changed; expected: every change");
        }
        super.handleServerIncident(partition, offset, event);
    }

    private boolean isCaptured(TableId table) {
        return captured.isIncluded(new io.debezium.relational.TableId(table.database(), null, table.table()));
    }
}

package io.debezium.connector.mysql;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.binlog.jdbc.BinlogConnectorConnection;
import io.debezium.jdbc.MainConnectionProvidingConnectionFactory;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.notification.NotificationService;
import io.debezium.pipeline.source.spi.ChangeEventSourceFactory;
import io.debezium.pipeline.source.spi.SnapshotChangeEventSource;
import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.pipeline.source.spi.StreamingChangeEventSource;
import io.debezium.relational.TableId;
import io.debezium.snapshot.SnapshotterService;
import io.debezium.util.Clock;
import io.rowcast.reader.BinlogEvents;
import java.util.function.Function;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Stands before Debezium 3.6.1's class of the same name, to put {@link BinlogEvents} in the place of the class that it
 * extends. {@code MySqlChangeEventSourceFactoryTest} fails when Debezium's version changes.
 */
public class MySqlChangeEventSourceFactory implements ChangeEventSourceFactory<MySqlPartition, MySqlOffsetContext> {
    private final MySqlConnectorConfig configuration;
    private final MainConnectionProvidingConnectionFactory<BinlogConnectorConnection> connectionFactory;
    private final ErrorHandler errorHandler;
    private final EventDispatcher<MySqlPartition, TableId> dispatcher;
    private final Clock clock;
    private final MySqlTaskContext taskContext;
    private final MySqlStreamingChangeEventSourceMetrics streamingMetrics;
    private final MySqlDatabaseSchema schema;
    private final ChangeEventQueue<DataChangeEvent> queue;
    private final SnapshotterService snapshotterService;
    private final BinaryLogClient binaryLogClient;

    public MySqlChangeEventSourceFactory(
            MySqlConnectorConfig configuration,
            MainConnectionProvidingConnectionFactory<BinlogConnectorConnection> connectionFactory,
            ErrorHandler errorHandler,
            EventDispatcher<MySqlPartition, TableId> dispatcher,
            Clock clock,
            MySqlDatabaseSchema schema,
            MySqlTaskContext taskContext,
            MySqlStreamingChangeEventSourceMetrics streamingMetrics,
            ChangeEventQueue<DataChangeEvent> queue,
            SnapshotterService snapshotterService,
            BinaryLogClient binaryLogClient) {
        this.configuration = configuration;
        this.connectionFactory = connectionFactory;
        this.errorHandler = errorHandler;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.taskContext = taskContext;
        this.streamingMetrics = streamingMetrics;
        this.queue = queue;
        this.schema = schema;
        this.snapshotterService = snapshotterService;
        this.binaryLogClient = binaryLogClient;
    }

    @Override
    public SnapshotChangeEventSource<MySqlPartition, MySqlOffsetContext> getSnapshotChangeEventSource(
            SnapshotProgressListener<MySqlPartition> snapshotProgressListener,
            NotificationService<MySqlPartition, MySqlOffsetContext> notificationService) {
        return new MySqlSnapshotChangeEventSource(
                configuration,
                connectionFactory,
                schema,
                dispatcher,
                clock,
                (MySqlSnapshotChangeEventSourceMetrics) snapshotProgressListener,
                this::modifyAndFlushLastRecord,
                queue::enableBuffering,
                notificationService,
                snapshotterService);
    }

    /** Only when the snapshot has ended is it known which of its records was the last. */
    private void modifyAndFlushLastRecord(Function<SourceRecord, SourceRecord> modify) throws InterruptedException {
        queue.flushBuffer(dataChange -> new DataChangeEvent(modify.apply(dataChange.getRecord())));
        queue.disableBuffering();
    }

    @Override
    public StreamingChangeEventSource<MySqlPartition, MySqlOffsetContext> getStreamingChangeEventSource() {
        queue.disableBuffering();
        return new BinlogEvents(
                configuration,
                connectionFactory.mainConnection(),
                dispatcher,
                errorHandler,
                clock,
                taskContext,
                schema,
                streamingMetrics,
                snapshotterService,
                binaryLogClient);
    }
}

package io.rowcast.benchmark.pipeline;

import io.debezium.connector.mysql.MySqlConnector;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.storage.file.history.FileSchemaHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.FileOffsetBackingStore;

/**
 * Main class of the reader's limit: Debezium's own engine, with a consumer that only counts. Its settings are those of the
 * reader where they decide what a record is, and Debezium's own where they decide how fast records come.
 */
final class BareEngine {
    static final String STREAMING = "streaming";
    static final String DRAINED = "drained-";

    private static final String NAME = "bare";

    private final Map<String, AtomicLong> rows = new ConcurrentHashMap<>();
    private final CountDownLatch streaming = new CountDownLatch(1);

    private BareEngine() {}

    /**
     * Goes on from where its files say, and ends when it has seen all rows.
     *
     * @param arguments the folder of its files, host, port and user of MySQL, the password, then {@code table=rows} for each
     *     table; no rows when it is to end as soon as it reads the binlog
     */
    public static void main(String[] arguments) throws Exception {
        List<String> expected = List.of(arguments).subList(5, arguments.length);
        BareEngine bare = new BareEngine();
        DebeziumEngine<RecordChangeEvent<SourceRecord>> engine = DebeziumEngine.create(
                        ChangeEventFormat.of(Connect.class))
                .using(settings(arguments, expected))
                .notifying(bare.new Count())
                .build();
        Thread thread = new Thread(engine, "engine");
        thread.start();
        long all = 0;
        for (String table : expected) {
            String[] part = table.split("=");
            long wanted = Long.parseLong(part[1]);
            all += wanted;
            if (wanted > 0) {
                Drain drain = Drain.of(() -> bare.seen(part[0]), BareEngine::cpu, wanted);
                System.out.println(DRAINED + part[0] + " " + drain.text());
            }
        }
        if (all == 0) {
            bare.streaming.await();
            System.out.println(STREAMING + " now");
        }
        engine.close();
        thread.join();
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private long seen(String table) {
        AtomicLong counted = rows.get(NAME + "." + table);
        return counted == null ? 0 : counted.get();
    }

    /** Counts and remembers the position. */
    private final class Count implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {

        @Override
        public void handleBatch(
                List<RecordChangeEvent<SourceRecord>> events,
                DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
                throws InterruptedException {
            for (RecordChangeEvent<SourceRecord> event : events) {
                rows.computeIfAbsent(event.record().topic(), any -> new AtomicLong())
                        .incrementAndGet();
            }
            RecordChangeEvent<SourceRecord> last = events.get(events.size() - 1);
            committer.markProcessed(last);
            committer.markBatchFinished();
            if (!last.record().sourceOffset().containsKey("snapshot")) {
                streaming.countDown();
            }
        }
    }

    private static Properties settings(String[] arguments, List<String> expected) {
        Path folder = Path.of(arguments[0]);
        Properties settings = new Properties();
        settings.setProperty("name", NAME);
        settings.setProperty("connector.class", MySqlConnector.class.getName());
        settings.setProperty("offset.storage", FileOffsetBackingStore.class.getName());
        settings.setProperty(
                "offset.storage.file.filename", folder.resolve("offsets").toString());
        settings.setProperty("offset.flush.interval.ms", "1000");
        settings.setProperty("schema.history.internal", FileSchemaHistory.class.getName());
        settings.setProperty(
                "schema.history.internal.file.filename",
                folder.resolve("history").toString());
        settings.setProperty("database.hostname", arguments[1]);
        settings.setProperty("database.port", arguments[2]);
        settings.setProperty("database.user", arguments[3]);
        settings.setProperty("database.password", arguments[4]);
        settings.setProperty("database.server.id", "4711");
        settings.setProperty("database.ssl.mode", "disabled");
        settings.setProperty("driver.allowPublicKeyRetrieval", "true");
        settings.setProperty("topic.prefix", NAME);
        settings.setProperty("database.include.list", Lab.DATABASE);
        settings.setProperty(
                "table.include.list",
                String.join(
                        ",",
                        expected.stream()
                                .map(table -> table.split("=")[0].replace(".", "\\."))
                                .toList()));
        settings.setProperty("snapshot.locking.mode", "minimal");
        settings.setProperty("include.schema.changes", "false");
        settings.setProperty("tombstones.on.delete", "false");
        settings.setProperty("decimal.handling.mode", "precise");
        settings.setProperty("bigint.unsigned.handling.mode", "precise");
        settings.setProperty("heartbeat.interval.ms", "1000");
        settings.setProperty("connect.keep.alive.interval.ms", "1250");
        settings.setProperty("extended.headers.enabled", "false");
        settings.setProperty("record.processing.threads", "1");
        settings.setProperty("max.batch.size", "2048");
        settings.setProperty("max.queue.size", "8192");
        settings.setProperty("poll.interval.ms", "100");
        return settings;
    }
}

package io.rowcast.reader;

import io.debezium.connector.mysql.MySqlConnector;
import io.rowcast.config.MySqlSettings;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.TableId;
import io.rowcast.model.TablePattern;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.catalog.MySqlAccess;
import io.rowcast.reader.catalog.TableRows;
import io.rowcast.reader.kafka.KafkaClients;
import io.rowcast.reader.row.ExactColumns;
import io.rowcast.reader.row.SelectedColumn;
import io.rowcast.tls.KeyStores;
import io.rowcast.topic.TopicNames;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Debezium's settings for one life of the engine; each that is not a default has its reason. */
final class EngineSettings {
    private static final long HEARTBEAT_MILLIS = 1_000;
    /** MySQL is asked to beat at 0.8 of this when it has nothing to send; Debezium beats only when MySQL does. */
    private static final long SERVER_HEARTBEAT_BASE_MILLIS = 1_250;

    private static final long CONNECT_MILLIS = 10_000;
    /** A snapshot's query that says nothing for so long has lost its server. */
    private static final long QUERY_SILENCE_MILLIS = 300_000;

    private static final String SELECTS = "snapshot.select.statement.overrides";
    private static final String HISTORY = "schema.history.internal.";

    private final Properties settings = new Properties();

    private EngineSettings() {}

    /**
     * @param stores of the settings of MySQL, to be closed after the engine
     * @param tables as they are now, in case a snapshot is taken
     * @param capture which tables are captured, also of those to come
     * @param keys of the tables whose records are not to be keyed by the primary key
     * @param byGtid whether the position to start from has GTIDs, or will have when the snapshot is taken
     */
    static Properties of(
            TopicNames topics,
            MySqlSettings mysql,
            KeyStores stores,
            Collection<TableSchema> tables,
            Capture capture,
            Map<TableId, List<String>> keys,
            boolean byGtid,
            Map<String, Object> kafka,
            String session) {
        EngineSettings made = new EngineSettings();
        made.engine(topics, session);
        made.connection(mysql);
        made.settings.putAll(MySqlAccess.engine(mysql, stores));
        made.capture(topics, capture, keys);
        made.exactValues(tables);
        // From a position without GTIDs, Debezium fails on a server that has them.
        made.set("gtid.ignore.on.recovery", !byGtid);
        made.schemaHistory(topics, kafka, session);
        return made.settings;
    }

    private void set(String name, Object value) {
        settings.setProperty(name, value.toString());
    }

    private void engine(TopicNames topics, String session) {
        set("name", topics.pipeline());
        set("connector.class", MySqlConnector.class.getName());
        set(SessionRegistry.SETTING, session);
        set("custom.metric.tags", BinlogConnection.TAG + "=" + session);
        set("offset.storage", CommittedOffsetStore.class.getName());
        set("offset.flush.interval.ms", 60_000);
        // Our supervisor retries: Debezium 3.6.1 never finds a MySQL error worth a retry.
        set("errors.max.retries", 0);
        // Hand over at once, all that is there.
        set("queue.provider.type", HandOverQueue.NAME);
        set("max.batch.size", 1);
        set("max.queue.size", HandOverQueue.capacity());
        set("record.processing.threads", 1);
        set("extended.headers.enabled", false);
    }

    private void connection(MySqlSettings mysql) {
        set("database.hostname", mysql.host());
        set("database.port", mysql.port());
        set("database.user", mysql.user());
        set("database.password", mysql.password());
        // MySQL throws out whoever had the same id before.
        set("database.server.id", ThreadLocalRandom.current().nextInt(1 << 16, Integer.MAX_VALUE));
        set("driver.socketTimeout", QUERY_SILENCE_MILLIS);
        // TIMESTAMPs are sent in UTC: in a zone with summer time an hour of each year would be ambiguous.
        set("driver.connectionTimeZone", "+00:00");
        set("driver.forceConnectionTimeZoneToSession", true);
        set("driver.sessionVariables", TableRows.UNPADDED);
        // As a date, the year 0000 would be 2000.
        set("driver.yearIsDateType", false);
        set("connect.timeout.ms", CONNECT_MILLIS);
        // Debezium's keep-alive waits a minute on a closed socket and loses its place: our watchdog rebuilds instead.
        set("connect.keep.alive", false);
        set("connect.keep.alive.interval.ms", SERVER_HEARTBEAT_BASE_MILLIS);
        set("use.nongraceful.disconnect", true);
        set("heartbeat.interval.ms", HEARTBEAT_MILLIS);
    }

    private void capture(TopicNames topics, Capture capture, Map<TableId, List<String>> keys) {
        set("topic.prefix", topics.pipeline());
        set("table.include.list", regexes(capture.patterns().stream().map(TablePattern::text)));
        set(
                "database.include.list",
                regexes(capture.patterns().stream().map(TablePattern::text).map(text -> text.split("\\.", 2)[0])));
        if (!keys.isEmpty()) {
            set(
                    "message.key.columns",
                    keys.entrySet().stream().map(EngineSettings::key).collect(Collectors.joining(";")));
        }
        set("snapshot.mode", "initial");
        set("snapshot.locking.mode", "minimal");
        // DDL comes among the rows it changes.
        set("include.schema.changes", true);
        set("tombstones.on.delete", false);
        // By default TRUNCATE is passed over.
        set("skipped.operations", "none");
    }

    private void exactValues(Collection<TableSchema> tables) {
        // So that a record says what its table looked like at its place.
        set("column.propagate.source.type", ".*");
        set("converters", "exact");
        set("exact.type", ExactColumns.class.getName());
        set("decimal.handling.mode", "precise");
        set("bigint.unsigned.handling.mode", "precise");
        set("binary.handling.mode", "bytes");
        set("time.precision.mode", "adaptive_time_microseconds");
        set("enable.time.adjuster", false);
        // By default a value that cannot be converted becomes NULL, with a warning.
        set("event.converting.failure.handling.mode", "fail");
        set("event.processing.failure.handling.mode", "fail");
        set("inconsistent.schema.handling.mode", "fail");
        exactFloats(tables);
    }

    private void exactFloats(Collection<TableSchema> tables) {
        List<TableSchema> floating = tables.stream()
                .filter(table -> table.columns().stream().anyMatch(EngineSettings::isFloating))
                .toList();
        if (!floating.isEmpty()) {
            set(
                    SELECTS,
                    floating.stream().map(table -> table.table().toString()).collect(Collectors.joining(",")));
            floating.forEach(table -> set(SELECTS + "." + table.table(), select(table)));
        }
    }

    private static String select(TableSchema table) {
        return table.columns().stream()
                .map(column -> isFloating(column)
                        ? SelectedColumn.inFull(SelectedColumn.quoted(column.name())) + " AS "
                                + SelectedColumn.quoted(column.name())
                        : SelectedColumn.quoted(column.name()))
                .collect(Collectors.joining(
                        ", ",
                        "SELECT ",
                        " FROM " + SelectedColumn.quoted(table.table().database()) + "."
                                + SelectedColumn.quoted(table.table().table())));
    }

    private static boolean isFloating(Column column) {
        return column.type() == ColumnType.FLOATING;
    }

    private void schemaHistory(TopicNames topics, Map<String, Object> kafka, String session) {
        set("schema.history.internal", ExactSchemaHistory.class.getName());
        set(HISTORY + "kafka.topic", topics.schemaHistory());
        set(HISTORY + "kafka.bootstrap.servers", kafka.getOrDefault("bootstrap.servers", ""));
        set(HISTORY + SessionRegistry.SETTING, session);
        // Any table of these databases may be renamed to a captured one.
        set(HISTORY + "store.only.captured.tables.ddl", false);
        set(HISTORY + "store.only.captured.databases.ddl", true);
        kafka.forEach((name, value) -> {
            set(HISTORY + "producer." + name, value);
            set(HISTORY + "consumer." + name, value);
        });
        set(HISTORY + "consumer.fetch.max.wait.ms", KafkaClients.FETCH_WAIT.toMillis());
        set(HISTORY + "producer.acks", "all");
        set(HISTORY + "producer.enable.idempotence", true);
        set(HISTORY + "producer.max.block.ms", KafkaClients.TIMEOUT.toMillis());
    }

    private static String regexes(Stream<String> globs) {
        return globs.distinct().map(EngineSettings::regex).collect(Collectors.joining(","));
    }

    private static String key(Map.Entry<TableId, List<String>> key) {
        return key.getValue().stream()
                .map(EngineSettings::escaped)
                .collect(Collectors.joining(",", regex(key.getKey().toString()) + ":", ""));
    }

    /** A regular expression for names as written: by itself, Debezium would take upper and lower case for the same. */
    private static String regex(String glob) {
        return Stream.of(glob.split("\\*", -1))
                .map(EngineSettings::escaped)
                .collect(Collectors.joining("[^.]*", "(?-i)", ""));
    }

    /** Without any of the characters that end an element of a list of Debezium's. */
    private static String escaped(String literal) {
        return Pattern.compile("[^A-Za-z0-9_]")
                .matcher(literal)
                .replaceAll(special ->
                        String.format("\\\\u%04x", (int) special.group().charAt(0)));
    }
}

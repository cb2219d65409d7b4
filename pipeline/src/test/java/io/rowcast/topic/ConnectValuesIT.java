package io.rowcast.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.config.MySqlSettings;
import io.rowcast.config.TlsSettings;
import io.rowcast.fixture.ConnectProcess;
import io.rowcast.fixture.MySql;
import io.rowcast.fixture.TestServers;
import io.rowcast.model.Column;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.catalog.MySqlCatalog;
import io.rowcast.topic.ConnectModes.Binaries;
import io.rowcast.topic.ConnectModes.Decimals;
import io.rowcast.topic.ConnectModes.Times;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the stock connector writes in each of its modes, read back, is what our own reader gives. */
class ConnectValuesIT {
    private static final TableId TABLE = TableId.parse("connect_values.types");

    /** Of each column its type, and the literals of two rows. */
    private static final Map<String, List<String>> COLUMNS = new LinkedHashMap<>();

    private static final String[][] CASES = {
        {"TINYINT", "-128", "127"},
        {"BOOLEAN", "TRUE", "FALSE"},
        {"TINYINT UNSIGNED", "255", "0"},
        {"SMALLINT UNSIGNED", "65535", "0"},
        {"MEDIUMINT UNSIGNED", "16777215", "8388608"},
        {"INT", "-2147483648", "2147483647"},
        {"INT UNSIGNED ZEROFILL", "4294967295", "7"},
        {"BIGINT", "-9223372036854775808", "1"},
        {"BIGINT UNSIGNED", "18446744073709551615", "1"},
        {"BIGINT UNSIGNED NOT NULL", "9223372036854775808", "5"},
        {"DECIMAL(30,10)", "-12345678901234567890.0000000001", "1.5"},
        {"DECIMAL(20,0)", "99999999999999999999", "0"},
        {"DECIMAL(10,2)", "-0.01", "12.5"},
        {"FLOAT", "1.1", "-12345.5"},
        {"FLOAT(9,3)", "1.1", "12345.678"},
        {"DOUBLE", "0.1", "1.7976931348623157e308"},
        {"BIT(1)", "b'1'", "b'0'"},
        {"BIT(9)", "b'100000001'", "b'000000010'"},
        {"BIT(64)", "b'" + "1".repeat(64) + "'", "b'1'"},
        {"CHAR(10)", "'a\"b\\\\c'", "''"},
        {"VARCHAR(50)", "'Zoë 🎉'", "'x\\ny'"},
        {"VARCHAR(50) CHARACTER SET latin1", "'Zoë'", "'é'"},
        {"LONGTEXT", "REPEAT('ä', 3)", "'t'"},
        {"ENUM('it''s','plain')", "'it''s'", "'plain'"},
        {"SET('x','y','z')", "'x,z'", "''"},
        {"BINARY(4)", "x'0100'", "x'FFFFFFFF'"},
        {"VARBINARY(10)", "x'00FF'", "''"},
        {"LONGBLOB", "x'DEADBEEF'", "'a'"},
        {"DATE", "'1000-01-01'", "'9999-12-31'"},
        {"TIME", "'-838:59:59'", "'100:00:01'"},
        {"TIME(1)", "'-01:00:00.5'", "'-00:00:00.1'"},
        {"TIME(6)", "'838:59:58.999999'", "'00:00:00'"},
        {"DATETIME", "'2026-03-29 02:30:00'", "'9999-12-31 23:59:59'"},
        {"DATETIME(3)", "'1969-12-31 23:59:59.999'", "'2026-01-01 00:00:00'"},
        {"DATETIME(6)", "'1000-01-01 00:00:00.000001'", "'2026-10-25 02:30:00.5'"},
        {"TIMESTAMP NULL", "'2026-03-29 01:30:00'", "'2038-01-19 03:14:07'"},
        {"TIMESTAMP(6) NULL", "'1970-01-01 00:00:01.000001'", "'2026-10-25 02:30:00.5'"},
        {"YEAR", "2155", "1901"},
        {"JSON", "'{\"a\": [1.5, true, null, \"x: \\\\\"y\\\\\"\"], \"b\": 12345678901234567890}'", "'1e30'"},
        {"JSON", "'[]'", "'\"ü\"'"},
        {"POINT", "ST_GeomFromText('POINT(1.5 -2)')", "ST_GeomFromText('POINT(48 16)', 4326)"},
        {"GEOMETRY", "ST_GeomFromText('LINESTRING(0 0, 1 1)')", "ST_GeomFromText('POLYGON((0 0, 1 0, 1 1, 0 0))')"},
    };

    static {
        for (int i = 0; i < CASES.length; i++) {
            COLUMNS.put("c" + i, List.of(CASES[i]));
        }
    }

    private record Mode(ConnectModes modes, Map<String, String> connector) {}

    private static final Map<String, Mode> MODES = Map.of(
            "values-described", new Mode(new ConnectModes(null, null, null), Map.of()),
            "values-plain",
                    new Mode(
                            new ConnectModes(Times.ADAPTIVE_TIME_MICROSECONDS, Decimals.PRECISE, Binaries.BYTES),
                            plain(Map.of())),
            "values-other",
                    new Mode(
                            new ConnectModes(Times.MICROSECONDS, Decimals.STRING, Binaries.HEX),
                            plain(Map.of(
                                    "time.precision.mode", "microseconds",
                                    "decimal.handling.mode", "string",
                                    "bigint.unsigned.handling.mode", "precise",
                                    "binary.handling.mode", "hex"))),
            "values-url",
                    new Mode(
                            new ConnectModes(null, null, Binaries.BASE64_URL_SAFE),
                            Map.of(
                                    "time.precision.mode", "nanoseconds",
                                    "bigint.unsigned.handling.mode", "precise",
                                    "binary.handling.mode", "base64-url-safe")));

    private static Map<String, String> plain(Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(more);
        settings.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        settings.put("value.converter.schemas.enable", "false");
        return settings;
    }

    @Test
    void valuesOfTheSnapshotAndOfTheBinlogAreThoseOfOurOwnReader() throws SQLException {
        MySql mysql = TestServers.mysql();
        mysql.createDatabase(TABLE.database());
        try (Connection root = mysql.root();
                Statement sql = root.createStatement();
                ConnectProcess worker = start(sql);
                MySqlCatalog catalog = new MySqlCatalog(new MySqlSettings(
                        mysql.server().host(),
                        mysql.server().port(),
                        MySql.USER,
                        MySql.PASSWORD,
                        TlsSettings.of(TlsSettings.Mode.PREFERRED)))) {
            TableSchema schema =
                    Objects.requireNonNull(catalog.schemas(List.of(TABLE)).get(TABLE));
            awaitTopics(worker);
            insert(sql, 10);
            Map<Object, Row> expected = byId(catalog.rows(schema, null, 0));
            MODES.forEach((prefix, mode) -> {
                ConnectSource source = new ConnectSource(
                        prefix, false, mode.modes(), Map.of(TABLE, schema), Map.of(TABLE, catalog.definitions(TABLE)));
                assertRows(prefix, rows(prefix, source.decoder(schema, names(schema))), expected);
            });
        }
    }

    private static Set<String> names(TableSchema schema) {
        return schema.columns().stream().map(Column::name).collect(Collectors.toSet());
    }

    private static ConnectProcess start(Statement sql) throws SQLException {
        sql.execute("CREATE TABLE " + TABLE + " (id INT PRIMARY KEY, "
                + COLUMNS.entrySet().stream()
                        .map(column -> column.getKey() + " " + column.getValue().get(0))
                        .collect(Collectors.joining(", "))
                + ")");
        insert(sql, 0);
        Map<String, Map<String, String>> connectors = new TreeMap<>();
        MODES.forEach((prefix, mode) -> connectors.put(prefix, mode.connector()));
        return ConnectProcess.start("connect-values", TABLE.database(), connectors);
    }

    /** Two rows with values, and one of NULLs where they may be. */
    private static void insert(Statement sql, int first) throws SQLException {
        for (int row = 1; row <= 2; row++) {
            int literal = row;
            sql.execute("INSERT INTO " + TABLE + " VALUES (" + (first + row) + ", "
                    + COLUMNS.values().stream()
                            .map(column -> column.get(literal))
                            .collect(Collectors.joining(", "))
                    + ")");
        }
        sql.execute("INSERT INTO " + TABLE + " (id, c9) VALUES (" + (first + 3) + ", 7)");
    }

    private static void awaitTopics(ConnectProcess worker) {
        try (var admin = TestServers.kafka().admin()) {
            Awaitility.await("the topics of all connectors")
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> new HashSet<>(admin.listTopics().names().get())
                            .containsAll(MODES.keySet().stream()
                                    .map(prefix -> prefix + "." + TABLE)
                                    .toList()));
        } catch (RuntimeException e) {
            throw new AssertionError(worker.logTail(), e);
        }
    }

    private static Map<Object, Row> byId(List<Row> rows) {
        Map<Object, Row> byId = new TreeMap<>();
        rows.forEach(row -> byId.put(Objects.requireNonNull(row.get("id")), row));
        return byId;
    }

    private static Map<Object, Row> rows(String prefix, ConnectDecoder decoder) {
        TopicPartition partition = new TopicPartition(prefix + "." + TABLE, 0);
        Map<Object, Row> rows = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestServers.kafka().bootstrap()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Awaitility.await(prefix).atMost(Duration.ofSeconds(60)).until(() -> {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    ConnectChange change = decoder.decode(record.key(), record.value(), Instant.EPOCH);
                    Row row = Objects.requireNonNull(
                            ((RowChange) Objects.requireNonNull(change).change()).after());
                    rows.put(Objects.requireNonNull(row.get("id")), row);
                }
                return rows.size() == 6;
            });
        }
        return rows;
    }

    private static void assertRows(String prefix, Map<Object, Row> found, Map<Object, Row> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        SoftAssertions.assertSoftly(softly -> expected.forEach((id, row) -> row.columns()
                .forEach(column -> softly.assertThat(
                                Objects.requireNonNull(found.get(id)).get(column))
                        .as(prefix + " row " + id + " " + COLUMNS.getOrDefault(column, List.of("id")))
                        .isEqualTo(lost(prefix, column, row.get(column)) ? null : row.get(column)))));
    }

    /** The connector sends NULL for moments that nanoseconds since 1970 in 64 bits do not reach: before 1677, after 2262. */
    private static boolean lost(String prefix, String column, @Nullable Object value) {
        return prefix.equals("values-url")
                && COLUMNS.getOrDefault(column, List.of("")).get(0).startsWith("DATETIME")
                && String.valueOf(value).matches("(1000|9999)-.*");
    }
}

package io.rowcast.config;

import static io.rowcast.config.SettingKey.NONE;
import static io.rowcast.config.SettingKey.REQUIRED;

import java.util.List;

/** Every key of the settings file: the one list that reading, defaults and documentation share. */
public final class SettingsKeys {

    private static final List<SettingKey> ALL = List.of(
            new SettingKey(
                    "name",
                    "rowcast",
                    "prefix of the topics, transactional id of the reader, name in the Redis watermark"),
            new SettingKey("mysql.host", "127.0.0.1", "MySQL server"),
            new SettingKey("mysql.port", "3306", "port of the MySQL server"),
            new SettingKey("mysql.user", REQUIRED, "MySQL account that may read the tables and the binlog"),
            new SettingKey("mysql.password", REQUIRED, "password of that account"),
            new SettingKey(
                    "mysql.tls.mode",
                    "preferred",
                    "disabled, preferred, required, verify_ca or verify_identity, as in MySQL's own clients"),
            new SettingKey(
                    "mysql.tls.ca",
                    NONE,
                    "PEM file of the authorities of the server's certificate; left out = those that Java knows"),
            new SettingKey("mysql.tls.certificate", NONE, "PEM file of a certificate to show to the server"),
            new SettingKey("mysql.tls.key", NONE, "PEM file of its private key, without passphrase"),
            new SettingKey(
                    "kafka.bootstrap",
                    NONE,
                    "brokers as host:port, comma-separated; left out = a broker in the process"),
            new SettingKey(
                    "kafka.partitions", "4", "with bootstrap: partitions of new topics of tables that may be spread"),
            new SettingKey(
                    "kafka.replication",
                    "-1",
                    "with bootstrap: copies of new topics; -1 = as the broker does by default"),
            new SettingKey("kafka.tls.mode", "disabled", "with bootstrap: disabled, verify_ca or verify_identity"),
            new SettingKey(
                    "kafka.tls.ca",
                    NONE,
                    "PEM file of the authorities of the server's certificate; left out = those that Java knows"),
            new SettingKey("kafka.tls.certificate", NONE, "PEM file of a certificate to show to the server"),
            new SettingKey("kafka.tls.key", NONE, "PEM file of its private key, without passphrase"),
            new SettingKey(
                    "kafka.sasl.mechanism",
                    NONE,
                    "with bootstrap: how to log in: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512"),
            new SettingKey("kafka.sasl.username", NONE, "with kafka.sasl.mechanism: the user"),
            new SettingKey("kafka.sasl.password", NONE, "with kafka.sasl.mechanism: its password"),
            new SettingKey(
                    "kafka.properties",
                    NONE,
                    "with bootstrap: more settings of the connections, by Kafka's names: ssl.*, sasl.*, security.*"),
            new SettingKey("kafka.data", "data/kafka", "without bootstrap: folder of the broker in the process"),
            new SettingKey("kafka.port", "0", "without bootstrap: port of the broker in the process; 0 = any free one"),
            new SettingKey(
                    "source.format",
                    "rowcast",
                    "who fills the topics: rowcast = our reader; debezium, debezium-flat = Kafka Connect"),
            new SettingKey("source.prefix", NONE, "with Kafka Connect: topic.prefix of its connector"),
            new SettingKey(
                    "source.times",
                    NONE,
                    "with Kafka Connect: time.precision.mode of its connector; needed for JSON without schemas"),
            new SettingKey(
                    "source.decimals",
                    NONE,
                    "with Kafka Connect: decimal.handling.mode of its connector; needed for JSON without schemas"),
            new SettingKey(
                    "source.binaries",
                    NONE,
                    "with Kafka Connect: binary.handling.mode of its connector; needed for JSON without schemas"),
            new SettingKey(
                    "source.nulls",
                    "replaced",
                    "with Kafka Connect: kept, when replace.null.with.default of converters and transforms is false"),
            new SettingKey(
                    "redis.uri",
                    "redis://127.0.0.1:6379",
                    "Redis server, as redis:// or rediss:// URI; with Sentinel redis-sentinel://host1,host2#name,"
                            + " for a Cluster redis-cluster://host1:port,host2:port"),
            new SettingKey("redis.username", NONE, "user of Redis's ACL, with redis.password"),
            new SettingKey("redis.password", NONE, "password, when it is not in the URI"),
            new SettingKey(
                    "redis.tls.mode", "verify_identity", "with rediss://: required, verify_ca or verify_identity"),
            new SettingKey(
                    "redis.tls.ca",
                    NONE,
                    "PEM file of the authorities of the server's certificate; left out = those that Java knows"),
            new SettingKey("redis.tls.certificate", NONE, "PEM file of a certificate to show to the server"),
            new SettingKey("redis.tls.key", NONE, "PEM file of its private key, without passphrase"),
            new SettingKey(
                    "redis.wait.replicas", "0", "replicas that must have a batch before it counts as acknowledged"),
            new SettingKey(
                    "redis.wait.timeout",
                    "1s",
                    "with replicas: how long they are waited for before Redis is asked again"),
            new SettingKey(
                    "dead_letters.max_waiting",
                    "10000",
                    "dead letters of one partition of a table that may wait; it stops at the next one"),
            new SettingKey("limits.rows_per_second", NONE, "row changes that a writer applies in a second, at most"),
            new SettingKey(
                    "limits.redis_ops_per_second",
                    NONE,
                    "Redis commands for them that a writer sends in a second, at most"),
            new SettingKey("limits.snapshot.rows_per_second", NONE, "the same for the rows of snapshots"),
            new SettingKey("limits.snapshot.redis_ops_per_second", NONE, "the same for the rows of snapshots"),
            new SettingKey(
                    "verify.every", NONE, "how often writers compare MySQL with Redis, like 1h; left out = never"),
            new SettingKey(
                    "verify.rate",
                    "2000",
                    "places of Redis looked at in a second, by verify.every and while changed mappings are rolled out"),
            new SettingKey("verify.mode", "report", "with verify.every: report or repair what differs"),
            new SettingKey("mappings", "mappings/", "folder of mapping files, or one file"),
            new SettingKey("http.bind", "127.0.0.1", "address for metrics, health and status"),
            new SettingKey("http.port", "8080", "port for metrics, health and status; 0 = any free one"),
            new SettingKey(
                    "http.token",
                    NONE,
                    "what a request for more than health must carry, as Authorization: Bearer; left out = the console only"
                            + " reads"),
            new SettingKey(
                    "tracing.endpoint",
                    NONE,
                    "OpenTelemetry collector that takes OTLP over HTTP, like http://collector:4318; left out = no traces"),
            new SettingKey(
                    "tracing.ratio",
                    "0.001",
                    "with tracing.endpoint: share of the changes that are traced, from 0 to 1"));

    private SettingsKeys() {}

    /** In the order of the documentation. */
    public static List<SettingKey> all() {
        return ALL;
    }

    /**
     * The key of that path.
     *
     * @throws IllegalArgumentException when there is none
     */
    static SettingKey of(String path) {
        return ALL.stream()
                .filter(key -> key.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such setting: " + path));
    }

    /** The names that may stand in a section (empty for the top): keys and sections. */
    static List<String> namesIn(String section) {
        String prefix = section.isEmpty() ? "" : section + ".";
        return ALL.stream()
                .map(SettingKey::path)
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).split("\\.", 2)[0])
                .distinct()
                .toList();
    }

    static boolean isSection(String path) {
        return ALL.stream().anyMatch(key -> key.path().startsWith(path + "."));
    }
}

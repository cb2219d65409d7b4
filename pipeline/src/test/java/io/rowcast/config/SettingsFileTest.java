package io.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {
    private static final String ACCOUNT = "mysql: {user: rowcast, password: secret}\n";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("rowcast.yml");
    }

    @Test
    void onlyTheAccountIsNeeded() {
        assertThat(read(ACCOUNT))
                .isEqualTo(new Settings(
                        "rowcast",
                        new MySqlSettings(
                                "127.0.0.1", 3306, "rowcast", "secret", TlsSettings.of(TlsSettings.Mode.PREFERRED)),
                        new KafkaSettings.Embedded(folder.resolve("data/kafka"), 0),
                        SourceSettings.ROWCAST,
                        RedisSettings.of("redis://127.0.0.1:6379"),
                        DeadLetterSettings.DEFAULT,
                        LimitSettings.NONE,
                        VerifySettings.NONE,
                        folder.resolve("mappings"),
                        new HttpSettings("127.0.0.1", 8080, "none"),
                        TracingSettings.NONE));
    }

    @Test
    void everyKeyIsRead() {
        Settings settings = read("""
                name: shop
                mysql: {host: db.example, port: 3307, user: reader, password: "p:w"}
                kafka: {bootstrap: "kafka-1:9092, [::1]:9093", partitions: 8, replication: 3}
                source:
                  format: debezium-flat
                  prefix: db.prod
                  times: connect
                  decimals: string
                  binaries: hex
                  nulls: kept
                redis: {uri: "rediss://cache:6380/2", wait: {replicas: 2, timeout: 500ms}}
                dead_letters: {max_waiting: 5}
                limits:
                  rows_per_second: 1000
                  redis_ops_per_second: 20000
                  snapshot: {rows_per_second: 100, redis_ops_per_second: 2000}
                verify: {every: 1h, rate: 500, mode: repair}
                mappings: /etc/rowcast/mappings
                http: {bind: 0.0.0.0, port: 0}
                tracing: {endpoint: "https://collector:4318/otlp", ratio: 0.05}
                """);

        assertThat(settings)
                .isEqualTo(new Settings(
                        "shop",
                        new MySqlSettings(
                                "db.example", 3307, "reader", "p:w", TlsSettings.of(TlsSettings.Mode.PREFERRED)),
                        new KafkaSettings.External(
                                "kafka-1:9092, [::1]:9093",
                                8,
                                (short) 3,
                                TlsSettings.of(TlsSettings.Mode.DISABLED),
                                SaslSettings.NONE,
                                Map.of()),
                        new SourceSettings(
                                SourceSettings.Format.DEBEZIUM_FLAT, "db.prod", "connect", "string", "hex", "kept"),
                        new RedisSettings(
                                "rediss://cache:6380/2",
                                "none",
                                "none",
                                TlsSettings.of(TlsSettings.Mode.VERIFY_IDENTITY),
                                new ReplicaSettings(2, Duration.ofMillis(500))),
                        new DeadLetterSettings(5),
                        new LimitSettings(
                                OptionalInt.of(1000),
                                OptionalInt.of(20000),
                                new Rates(OptionalInt.of(100), OptionalInt.of(2000))),
                        new VerifySettings(Optional.of(Duration.ofHours(1)), 500, VerifySettings.Mode.REPAIR),
                        Path.of("/etc/rowcast/mappings"),
                        new HttpSettings("0.0.0.0", 0, "none"),
                        new TracingSettings(Optional.of(URI.create("https://collector:4318/otlp")), 0.05)));
    }

    @Test
    void topicsOfKafkaConnectNeedItsPrefixAndItsBroker() {
        assertThatThrownBy(() -> read(ACCOUNT + "source: {format: debezium}"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("source.prefix: missing")
                .hasMessageContaining("expected kafka.bootstrap with it");
        assertThatThrownBy(() -> read(ACCOUNT + "source: {prefix: db, decimals: exact}"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("expected source.format with it")
                .hasMessageContaining("found 'exact', expected one of none, precise, string, double");
    }

    @Test
    void anExternalBrokerHasDefaults() {
        assertThat(read(ACCOUNT + "kafka: {bootstrap: 'kafka:9092'}").kafka())
                .isEqualTo(new KafkaSettings.External(
                        "kafka:9092",
                        4,
                        (short) -1,
                        TlsSettings.of(TlsSettings.Mode.DISABLED),
                        SaslSettings.NONE,
                        Map.of()));
    }

    @Test
    void theBrokerInTheProcessCanBePlaced() {
        assertThat(read(ACCOUNT + "kafka: {data: ../log, port: 9092}").kafka())
                .isEqualTo(new KafkaSettings.Embedded(folder.resolve("../log"), 9092));
    }

    @Test
    void anEmptySectionIsLikeNone() {
        assertThat(read(ACCOUNT + "kafka:\n").kafka()).isInstanceOf(KafkaSettings.Embedded.class);
    }

    @Test
    void placeholdersAreFilledIn() throws IOException {
        Files.writeString(folder.resolve("password"), "from ${FILE}\n");

        Settings settings = read("""
                name: ${NAME}-${STAGE:-test}
                mysql: {user: "$${USER}", password: "${file:password}", port: "${PORT}", host: "${EMPTY:-db}"}
                """, Map.of("NAME", "shop", "PORT", "3307", "EMPTY", ""));

        assertThat(settings.name()).isEqualTo("shop-test");
        assertThat(settings.mysql())
                .isEqualTo(new MySqlSettings(
                        "db", 3307, "${USER}", "from ${FILE}", TlsSettings.of(TlsSettings.Mode.PREFERRED)));
    }

    @Test
    void passwordsAreNotShown() {
        Settings settings = read(ACCOUNT + "redis: {uri: 'redis://user:secret@cache:6379/1'}");

        assertThat(settings.toString()).doesNotContain("secret");
        assertThat(settings.redis()).hasToString("redis://***@cache:6379/1");
        assertThat(settings.mysql()).hasToString("rowcast@127.0.0.1:3306");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        nam: shop                                | nam: unknown key; did you mean name?
        mysq: {}                                 | mysq: unknown key; did you mean mysql?
        bootstrap: 'kafka:9092'                  | bootstrap: unknown key; did you mean kafka.bootstrap?
        telemetry: true                          | telemetry: unknown key; expected one of name, mysql, kafka, source, redis, dead_letters, limits, verify, mappings, http, tracing
        http: {adress: 0.0.0.0}                  | http.adress: unknown key; expected one of bind, port, token
        http: {prt: 80}                          | http.prt: unknown key; did you mean http.port?
        http: 8080                               | http: found a number, expected the keys bind, port, token
        source: [debezium]                       | source: found a list, expected the keys format, prefix, times, decimals, binaries, nulls
        name: 7                                  | name: found a number, expected text (put it in quotes)
        name: true                               | name: found true or false, expected text (put it in quotes)
        name:                                    | name: found no value, expected text
        name: [a]                                | name: found a list, expected text
        mappings: {a: b}                         | mappings: found a section with keys, expected text
        mappings: ''                             | mappings: found '', expected a file or folder
        name: my.shop                            | name: found 'my.shop', expected 1 to 100 letters, digits, '_' or '-'
        name: ${UGLY}                            | name: found '${UGLY}' (as filled in), expected 1 to 100 letters, digits, '_' or '-'
        name: ${MISSING}                         | name: environment variable MISSING is not set; set it, or give a default: ${MISSING:-...}
        name: ${file:none}                       | name: file FOLDER/none: no such file
        name: ${file:.}                          | name: file FOLDER/.: is a folder, expected a file
        name: ${UGLY                             | name: found '${' without '}'; a literal '${' is written '$${'
        name: ${a b}                             | name: expected ${NAME}, ${NAME:-default} or ${file:/path}; a literal '${' is written '$${'
        http: {port: 65536}                      | http.port: found '65536', expected a whole number from 0 to 65535
        http: {port: 99999999999999999999999}    | http.port: found '99999999999999999999999', expected a whole number from 0 to 65535
        http: {port: 80.5}                       | http.port: found a number, expected a whole number
        http: {port: eighty}                     | http.port: found 'eighty', expected a whole number from 0 to 65535
        http: {port: '${UGLY}'}                  | http.port: found '${UGLY}' (as filled in), expected a whole number from 0 to 65535
        http: {port: [80]}                       | http.port: found a list, expected a whole number
        http: {port: }                           | http.port: found no value, expected a whole number
        http: {bind: 'a b'}                      | http.bind: found 'a b', expected an address to listen on
        redis: {uri: 'http://u:pw@cache'}        | redis.uri: expected a URI like redis://host:6379, or rediss:// for TLS
        redis: {wait: {replicas: -1}}            | redis.wait.replicas: found '-1', expected a whole number from 0 to 100
        redis: {wait: {timeout: 0s}}             | redis.wait.timeout: found '0s', expected a time like 500ms or 2s, from 1ms to 60s
        redis: {wait: {timeout: 61s}}            | redis.wait.timeout: found '61s', expected a time like 500ms or 2s, from 1ms to 60s
        redis: {wait: {timeout: soon}}           | redis.wait.timeout: found 'soon', expected a time like 500ms or 2s, from 1ms to 60s
        redis: {wait: 2}                         | redis.wait: found a number, expected the keys replicas, timeout
        kafka: {bootstrap: kafka}                | kafka.bootstrap: found 'kafka', expected host:port, or several separated by commas
        kafka: {bootstrap: 'a:1', partitions: 0} | kafka.partitions: found '0', expected a whole number from 1 to 1000
        kafka: {bootstrap: 'a:1', replication: 0}| kafka.replication: found '0', expected at least 1, or -1 for the broker's default
        kafka: {bootstrap: 'a:1', data: log}     | kafka.data: is for the broker in the process, but kafka.bootstrap names another; remove one of the two
        kafka: {bootstrap: 'a:1', port: 9092}    | kafka.port: is for the broker in the process, but kafka.bootstrap names another; remove one of the two
        tracing: true                            | tracing: found true or false, expected the keys endpoint, ratio
        tracing: {endpoint: 'collector:4318'}    | tracing.endpoint: expected a URL like http://collector:4318, without user and query
        tracing: {endpoint: 'http://u:pw@c:43'}  | tracing.endpoint: expected a URL like http://collector:4318, without user and query
        tracing: {endpoint: 'http://c:43/?k=v'}  | tracing.endpoint: expected a URL like http://collector:4318, without user and query
        tracing: {endpoint: 'grpc://c:4317'}     | tracing.endpoint: expected a URL like http://collector:4318, without user and query
        tracing: {endpoint: 'http://my_host:43'} | tracing.endpoint: expected a URL like http://collector:4318, without user and query
        tracing: {endpoint: 4318}                | tracing.endpoint: found a number, expected text (put it in quotes)
        tracing: {endpoint: 'http://c', ratio: 2}| tracing.ratio: found '2', expected a number from 0 to 1, like 0.001
        tracing: {endpoint: 'http://c', ratio: 1%}| tracing.ratio: found '1%', expected a number from 0 to 1, like 0.001
        tracing: {endpoint: 'http://c', ratio: -0.1}| tracing.ratio: found '-0.1', expected a number from 0 to 1, like 0.001
        tracing: {endpoint: 'http://c', ratio: true}| tracing.ratio: found true or false, expected a number
        tracing: {ratio: 0.5}                    | tracing.ratio: is for traces that go to tracing.endpoint, which is missing; add it, or remove this
        kafka: {partitions: 2}                   | kafka.partitions: is for a broker named by kafka.bootstrap, which is missing; add it, or remove this
        kafka: {replication: 2}                  | kafka.replication: is for a broker named by kafka.bootstrap, which is missing; add it, or remove this
        """)
    void aMistakeIsAProblem(String yaml, String problem) {
        assertThat(problems(ACCOUNT + yaml, Map.of("UGLY", "not a name or number")))
                .containsExactly(file + ": " + problem.replace("FOLDER", folder.toString()));
    }

    @Test
    void whatMustBeGivenIsMissed() {
        assertThat(problems("", Map.of()))
                .containsExactly(
                        file + ": mysql.user: missing: MySQL account that may read the tables and the binlog",
                        file + ": mysql.password: missing: password of that account");
    }

    @Test
    void allProblemsComeAtOnce() {
        assertThat(problems("""
                        nme: shop
                        mysql: {user: 1, password: "${A}${B}", port: 0}
                        http: {port: x}
                        """, Map.of()))
                .containsExactly(
                        file + ": nme: unknown key; did you mean name?",
                        file + ": mysql.port: found '0', expected a whole number from 1 to 65535",
                        file + ": mysql.user: found a number, expected text (put it in quotes)",
                        file
                                + ": mysql.password: environment variable A is not set; set it, or give a default: ${A:-...}",
                        file
                                + ": mysql.password: environment variable B is not set; set it, or give a default: ${B:-...}",
                        file + ": http.port: found 'x', expected a whole number from 0 to 65535");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        name: a\\n  mysql: b  | not valid YAML in line 2, column 8: mapping values are not allowed here
        name: a\\nname: b     | a key is given twice: 'name' (line 2)
        name: a\\n---\\nname: b | expected one YAML document (line 3)
        - name               | found a list, expected the keys name, mysql, kafka, source, redis, dead_letters, limits, verify, mappings, http, tracing
        """)
    void whatIsNoSettingsFileIsRefused(String yaml, String problem) {
        assertThat(problems(yaml.replace("\\n", "\n"), Map.of()).get(0)).isEqualTo(file + ": " + problem);
    }

    @Test
    void brokenYamlDoesNotShowItsText() {
        assertThat(String.join("\n", problems("mysql: {password: secret: x}", Map.of())))
                .contains("not valid YAML in line 1")
                .doesNotContain("secret");
    }

    @Test
    void aMissingFileIsAProblem() {
        assertThat(catchThrowableOfType(InvalidConfigException.class, () -> SettingsFile.read(file, Map.of())))
                .hasMessage(file + ": no such file, expected the settings (--config names another file)");
    }

    @Test
    void aFileThatIsNoTextIsAProblem() throws IOException {
        Files.write(file, "name: é".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(catchThrowableOfType(InvalidConfigException.class, () -> SettingsFile.read(file, Map.of())))
                .hasMessage(file + ": is not UTF-8 text, expected the settings (--config names another file)");
    }

    private Settings read(String yaml) {
        return read(yaml, Map.of());
    }

    private Settings read(String yaml, Map<String, String> environment) {
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return SettingsFile.read(file, environment);
    }

    private List<String> problems(String yaml, Map<String, String> environment) {
        return catchThrowableOfType(InvalidConfigException.class, () -> read(yaml, environment)).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}

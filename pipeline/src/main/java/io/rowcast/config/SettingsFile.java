package io.rowcast.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A settings file: YAML in, {@link Settings} out, or every problem in it. */
public final class SettingsFile {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern LINE = Pattern.compile("\\S|\\S.*\\S");
    private static final String BROKER = "(\\[[0-9a-fA-F:.]+]|[^\\s:/,\\[\\]]+):[0-9]{1,5}";
    private static final Pattern BROKERS = Pattern.compile(BROKER + "(\\s*,\\s*" + BROKER + ")*");
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,200}");
    private static final Pattern REDIS = Pattern.compile(
            "(redis|rediss|redis-socket|redis-sentinel|rediss-sentinel|redis-cluster|rediss-cluster)://\\S+");
    private static final Pattern TOKEN = Pattern.compile("none|[!-~]{16,512}");
    private static final int MAX_REPLICAS = 100;
    private static final Duration MAX_ROUND = Duration.ofDays(30);
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);
    private static final int MAX_PORT = 65_535;
    private static final int MAX_PARTITIONS = 1_000;
    private static final int MAX_LETTERS = 1_000_000;
    private static final int MAX_RATE = 100_000_000;

    private final Path folder;
    private final SettingValues values;
    private final BiConsumer<String, String> problem;
    private final SecuritySettings security;

    private SettingsFile(Path folder, SettingValues values, BiConsumer<String, String> problem) {
        this.folder = folder;
        this.values = values;
        this.problem = problem;
        this.security = new SecuritySettings(folder, values, problem);
    }

    /**
     * Reads the file, fills in placeholders and defaults. Relative paths start from the file's folder.
     *
     * @throws InvalidConfigException with all problems, each with the file and a path like {@code mysql.port}
     */
    public static Settings read(Path file, Map<String, String> environment) {
        List<Problem> problems = new ArrayList<>();
        BiConsumer<String, String> problem =
                (path, message) -> problems.add(new Problem(file.toString(), path, message));
        Path folder = file.resolveSibling("");
        WrittenSettings written = new WrittenSettings(YamlTree.parse(file.toString(), content(file)), problem);
        Placeholders placeholders = new Placeholders(environment, folder);
        return new SettingsFile(folder, new SettingValues(written, placeholders, problem), problem).settings(problems);
    }

    private static String content(Path file) {
        try {
            return TextFile.read(file);
        } catch (TextFile.UnreadableException e) {
            throw new InvalidConfigException(List.of(new Problem(
                    file.toString(), "", e.reason() + ", expected the settings (--config names another file)")));
        }
    }

    private Settings settings(List<Problem> problems) {
        String name = values.text("name", Settings.NAME, "1 to 100 letters, digits, '_' or '-'");
        MySqlSettings mysql = mysql();
        KafkaSettings kafka = values.given("kafka.bootstrap") ? external() : embedded();
        SourceSettings source = source();
        RedisSettings redis = redis();
        DeadLetterSettings letters = new DeadLetterSettings(values.number("dead_letters.max_waiting", 1, MAX_LETTERS));
        LimitSettings limits = limits();
        VerifySettings verify = verify();
        Path mappings = path("mappings");
        HttpSettings http = http();
        TracingSettings tracing = tracing();
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return new Settings(name, mysql, kafka, source, redis, letters, limits, verify, mappings, http, tracing);
    }

    private MySqlSettings mysql() {
        return new MySqlSettings(
                values.text("mysql.host", WORD, "a host name or address"),
                values.number("mysql.port", 1, MAX_PORT),
                values.text("mysql.user", LINE, "the name of an account"),
                values.text("mysql.password"),
                security.tls("mysql", TlsSettings.Mode.values()));
    }

    private KafkaSettings external() {
        refuse(
                "is for the broker in the process, but kafka.bootstrap names another; remove one of the two",
                "data",
                "port");
        return new KafkaSettings.External(
                values.text("kafka.bootstrap", BROKERS, "host:port, or several separated by commas"),
                values.number("kafka.partitions", 1, MAX_PARTITIONS),
                replication(),
                security.tls(
                        "kafka",
                        TlsSettings.Mode.DISABLED,
                        TlsSettings.Mode.VERIFY_CA,
                        TlsSettings.Mode.VERIFY_IDENTITY),
                security.sasl(),
                security.kafkaProperties());
    }

    private short replication() {
        int copies = values.number("kafka.replication", -1, Short.MAX_VALUE);
        if (copies == 0) {
            problem.accept("kafka.replication", "found '0', expected at least 1, or -1 for the broker's default");
        }
        return (short) copies;
    }

    private KafkaSettings embedded() {
        refuse(
                "is for a broker named by kafka.bootstrap, which is missing; add it, or remove this",
                "partitions",
                "replication",
                "tls.mode",
                "tls.ca",
                "tls.certificate",
                "tls.key",
                "sasl.mechanism",
                "sasl.username",
                "sasl.password",
                "properties");
        return new KafkaSettings.Embedded(path("kafka.data"), values.number("kafka.port", 0, MAX_PORT));
    }

    private void refuse(String why, String... keys) {
        Stream.of(keys).map(key -> "kafka." + key).filter(values::given).forEach(path -> problem.accept(path, why));
    }

    private SourceSettings source() {
        SourceSettings source = new SourceSettings(
                SourceSettings.Format.valueOf(word("format", "rowcast", "debezium", "debezium-flat")
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')),
                values.text("source.prefix", TOPIC, "letters, digits, '.', '_' or '-'"),
                word(
                        "times",
                        "none",
                        "adaptive",
                        "adaptive_time_microseconds",
                        "connect",
                        "isostring",
                        "microseconds",
                        "nanoseconds"),
                word("decimals", "none", "precise", "string", "double"),
                word("binaries", "none", "bytes", "base64", "base64-url-safe", "hex"),
                word("nulls", "replaced", "kept"));
        if (source.foreign() != values.given("source.prefix")) {
            problem.accept(
                    "source.prefix",
                    source.foreign()
                            ? "missing: topic.prefix of the connector, the first part of its topics' names"
                            : "is for topics that Kafka Connect fills; expected source.format with it, debezium or debezium-flat");
        }
        if (source.foreign() && !values.given("kafka.bootstrap")) {
            problem.accept(
                    "source.format",
                    "found '" + values.text("source.format")
                            + "', expected kafka.bootstrap with it: the broker that Kafka Connect uses");
        }
        return source;
    }

    /** One of a few words, the first of which stands for one that is wrong. */
    private String word(String name, String... words) {
        String text = values.word("source." + name, List.of(words));
        return List.of(words).contains(text) ? text : words[0];
    }

    private RedisSettings redis() {
        return security.redis(
                values.secretText("redis.uri", REDIS, "a URI like redis://host:6379, or rediss:// for TLS"),
                new ReplicaSettings(
                        values.number("redis.wait.replicas", 0, MAX_REPLICAS),
                        values.time("redis.wait.timeout", Duration.ofMillis(1), MAX_WAIT)));
    }

    private LimitSettings limits() {
        return new LimitSettings(
                rate("limits.rows_per_second"),
                rate("limits.redis_ops_per_second"),
                new Rates(rate("limits.snapshot.rows_per_second"), rate("limits.snapshot.redis_ops_per_second")));
    }

    private VerifySettings verify() {
        return new VerifySettings(
                values.given("verify.every")
                        ? Optional.of(values.time("verify.every", Duration.ofSeconds(1), MAX_ROUND))
                        : Optional.empty(),
                values.number("verify.rate", 1, MAX_RATE),
                VerifySettings.Mode.valueOf(
                        values.word("verify.mode", List.of("report", "repair")).toUpperCase(Locale.ROOT)));
    }

    private OptionalInt rate(String path) {
        return values.given(path) ? OptionalInt.of(values.number(path, 1, MAX_RATE)) : OptionalInt.empty();
    }

    private HttpSettings http() {
        return new HttpSettings(
                values.text("http.bind", WORD, "an address to listen on"),
                values.number("http.port", 0, MAX_PORT),
                values.secretText("http.token", TOKEN, "at least 16 letters, digits or signs, without blanks"));
    }

    private TracingSettings tracing() {
        double ratio = values.ratio("tracing.ratio");
        if (values.given("tracing.endpoint")) {
            return new TracingSettings(values.url("tracing.endpoint", "http://collector:4318"), ratio);
        }
        if (values.given("tracing.ratio")) {
            problem.accept(
                    "tracing.ratio",
                    "is for traces that go to tracing.endpoint, which is missing; add it, or remove this");
        }
        return new TracingSettings(Optional.empty(), ratio);
    }

    private Path path(String key) {
        return folder.resolve(values.text(key, LINE, "a file or folder"));
    }
}

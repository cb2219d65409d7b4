package io.rowcast.benchmark.pipeline;

import io.rowcast.fixture.JavaProcess;
import io.rowcast.fixture.MySql;
import io.rowcast.fixture.RedisNode;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The servers of the benchmark, and what starts Rowcast and what it is compared with. */
final class Lab implements AutoCloseable {
    static final String DATABASE = "bench";

    /** Those of {@code deploy/rowcast}. */
    static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseParallelGC", "-Xms96m");

    /** For a process that is to have less memory, and may be slower: the JVM collects earlier. */
    static final String SMALL = "-XX:MaxNewSize=32m";

    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    /** Whether to be done in minutes: fewer rows, and so with more of the warming up in the figures. */
    final boolean quick;

    final Path folder;
    final MySql mysql;
    final RedisNode redis;
    final String bootstrap;
    private final JavaProcess broker;

    Lab(boolean quick) throws IOException {
        this.quick = quick;
        this.folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/bench")), "run-")
                .toAbsolutePath();
        this.mysql = TestServers.newMySql("--innodb-buffer-pool-size=256M", "--binlog-expire-logs-seconds=0");
        this.redis = RedisNode.start("--save", "", "--appendonly", "no");
        this.broker = JavaProcess.start(
                Broker.class.getName(), JVM, folder.resolve("kafka").toString());
        this.bootstrap = broker.await(Broker.READY, START_LIMIT);
        mysql.createDatabase(DATABASE);
    }

    /** That many, or with {@code --quick} a part. */
    int rows(int full) {
        return quick ? full / 10 : full;
    }

    /** A folder with one mapping file. */
    Path mapping(String name, String text) throws IOException {
        return mapping(name, name, text);
    }

    /** The same with one file more. */
    Path mapping(String name, String file, String text) throws IOException {
        Path mappings = Files.createDirectories(folder.resolve("mappings-" + name));
        Files.writeString(mappings.resolve(file + ".yml"), text);
        return mappings;
    }

    /** On our servers. */
    RowcastSettings settings(String pipeline, Path mappings) {
        return embedded(pipeline, mappings).withKafka(bootstrap);
    }

    /** The same with the broker in the process. MySQL without TLS, as the engine beside it has it. */
    RowcastSettings embedded(String pipeline, Path mappings) {
        return RowcastSettings.named(pipeline, mappings)
                .withMySql("host: \"%s\", port: %d, user: %s, password: %s, tls: {mode: disabled}"
                        .formatted(mysql.server().host(), mysql.server().port(), MySql.USER, MySql.PASSWORD))
                .withKafka("kafka: {data: \"" + folder.resolve("kafka-" + pipeline) + "\"}", "")
                .withRedis(redis.uri());
    }

    static RowcastProcess start(String command, RowcastSettings settings, String... options) {
        return RowcastProcess.deployed(command, settings, String.join(" ", options), Map.of());
    }

    Connection connect() throws SQLException {
        String url = "jdbc:mysql://" + mysql.server().address() + "/" + DATABASE
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&allowMultiQueries=true";
        return DriverManager.getConnection(url, "root", MySql.ROOT_PASSWORD);
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Seconds of Redis's CPU. */
    double redisCpu() {
        return redisCpu(redis);
    }

    static double redisCpu(RedisNode node) {
        return Double.parseDouble(node.info("used_cpu_user")) + Double.parseDouble(node.info("used_cpu_sys"));
    }

    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch"); // not Linux
        }
    }

    static String java() {
        return System.getProperty("java.version");
    }

    @Override
    public void close() throws IOException {
        broker.close();
        redis.close();
        mysql.server().close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

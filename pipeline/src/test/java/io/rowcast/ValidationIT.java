package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rowcast.cli.Checked;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingTexts;
import io.rowcast.config.Problem;
import io.rowcast.config.Settings;
import io.rowcast.config.SettingsFile;
import io.rowcast.fixture.MySql;
import io.rowcast.fixture.RedisNode;
import io.rowcast.fixture.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rowcast validate} on real servers. */
class ValidationIT {
    @TempDir
    private Path folder;

    private Path mappings;

    @BeforeEach
    void makeTable() throws Exception {
        mappings = Files.createDirectory(folder.resolve("mappings"));
        TestServers.mysql().createDatabase("valid");
        try (Connection root = TestServers.mysql().root();
                Statement statement = root.createStatement()) {
            statement.execute(
                    "CREATE TABLE valid.people (id INT PRIMARY KEY, email VARCHAR(40) UNIQUE, name VARCHAR(40))");
        }
    }

    private Settings settings(String kafka, String redis) throws IOException {
        MySql mysql = TestServers.mysql();
        Path file = Files.writeString(
                folder.resolve("rowcast.yml"),
                "{mysql: {host: %s, port: %d, user: %s, password: %s}, redis: {uri: '%s'} %s}"
                        .formatted(
                                mysql.server().host(),
                                mysql.server().port(),
                                MySql.USER,
                                MySql.PASSWORD,
                                redis,
                                kafka.contains("name:") ? kafka : ", name: valid" + kafka));
        return SettingsFile.read(file, Map.of());
    }

    private Checked validate(Settings settings) {
        return new Validation(settings, MappingTexts.read(mappings)).check();
    }

    private void mapping(String outputs) throws IOException {
        Files.writeString(mappings.resolve("people.yml"), "table: valid.people\nredis:\n" + outputs);
    }

    @Test
    void whatIsWorthAThoughtIsAdvice() throws Exception {
        mapping("  - {string: 'by-email:{email}', value: '{id}'}\n  - {string: 'by-name:{name}', value: '{id}'}\n");

        Checked checked = validate(settings("", TestServers.redis().uri()));

        assertThat(checked.tables()).hasSize(1);
        assertThat(checked.advice())
                .anySatisfy(line -> assertThat(line).contains("people.yml: redis[1]", "no unique index", "over name"))
                .noneSatisfy(line -> assertThat(line).contains("redis[0]"));
    }

    @Test
    void problemsOfAllServersAreToldAtOnce() throws Exception {
        mapping("  - {string: 'by-email:{emial}', value: '{id}'}\n  - {set: 'a', member: '{nmae}', tll: 1h}\n");
        Files.writeString(mappings.resolve("robots.yml"), "table: valid.robots\nredis:\n  - counter: robots\n");
        Settings settings = settings("", "redis://127.0.0.1:1");

        assertThatThrownBy(() -> validate(settings))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::path)
                                .containsExactly(
                                        "redis[1].tll", "table", "redis[0].string", "redis[1].member", "redis.uri"));
    }

    @Test
    void aTopicWithTooManyPartitionsIsAProblem() throws Exception {
        mapping("  - {string: 'by-email:{email}', value: '{id}'}\n");
        try (Admin admin = TestServers.kafka().admin()) {
            admin.createTopics(List.of(new NewTopic("valid.valid.people", 3, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
        }
        Settings settings = settings(
                ", kafka: {bootstrap: '" + TestServers.kafka().bootstrap() + "'}",
                TestServers.redis().uri());

        assertThatThrownBy(() -> validate(settings))
                .hasMessageContaining("valid.valid.people: found: a topic of 3 partitions; expected: 1");
    }

    @Test
    void howKafkaKeepsRowsIsLookedAtToo() throws Exception {
        mapping("  - {hash: 'person:{id}'}\n");
        try (Connection root = TestServers.mysql().root();
                Statement statement = root.createStatement();
                Admin admin = TestServers.kafka().admin()) {
            statement.execute("CREATE TABLE valid.kept (id INT PRIMARY KEY)");
            Files.writeString(mappings.resolve("kept.yml"), "table: valid.kept\nredis:\n  - {hash: 'kept:{id}'}\n");
            admin.createTopics(List.of(new NewTopic("kept.valid.kept", 1, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact", "retention.ms", "3600000"))))
                    .all()
                    .get();
        }
        String kafka =
                ", name: kept, kafka: {bootstrap: '" + TestServers.kafka().bootstrap() + "', replication: 3}";
        Settings settings = settings(kafka, TestServers.redis().uri());

        assertThatThrownBy(() -> validate(settings))
                .hasMessageContaining(
                        "kafka.replication: found: 3, and 1 broker; expected: no more copies than brokers")
                .hasMessageContaining("kept.valid.kept: found: cleanup.policy=compact");
        try (Admin admin = TestServers.kafka().admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, "kept.valid.kept"),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        assertThat(validate(settings(
                                kafka.replace(", replication: 3", ""),
                                TestServers.redis().uri()))
                        .advice())
                .anySatisfy(line -> assertThat(line).contains("kept.valid.kept: found: retention.ms=3600000, 1 h"));
    }

    @Test
    void aMySqlThatForgetsSoonIsWorthAThought() throws Exception {
        mapping("  - {hash: 'person:{id}'}\n");
        try (Connection root = TestServers.mysql().root();
                Statement statement = root.createStatement()) {
            statement.execute("SET GLOBAL binlog_expire_logs_seconds = 3600");
            try {
                assertThat(validate(settings("", TestServers.redis().uri())).advice())
                        .anySatisfy(line -> assertThat(line)
                                .contains(
                                        "binlog_expire_logs_seconds: found: 3600",
                                        "SET PERSIST binlog_expire_logs_seconds"));
            } finally {
                statement.execute("SET GLOBAL binlog_expire_logs_seconds = DEFAULT");
            }
        }
    }

    @Test
    void aRedisThatMayDropTransactionsWhenItLoadsItsFileIsWorthAThought() throws Exception {
        mapping("  - {hash: 'person:{id}'}\n");
        String[] mayOnlyRead =
                "--appendonly yes --user rowcast on nopass ~* &* +@all --user default on nopass ~* &* -@all"
                        .concat(" +@read +@connection +info")
                        .split(" ");
        try (RedisNode redis = RedisNode.start(mayOnlyRead)) {
            assumeThat(redis.info("redis_version"))
                    .as("this Redis has no ACL DRYRUN")
                    .isGreaterThan("7");
            String uri = redis.uri().replace("redis://", "redis://rowcast:any@");
            assertThat(validate(settings("", uri)).advice())
                    .anySatisfy(line -> assertThat(line).contains("'default' that may not write", "'hset'"));
            redis.kill();
            redis.startAgain("--appendonly yes --user rowcast on nopass ~* &* +@all".split(" "));
            assertThat(validate(settings("", uri)).advice())
                    .noneSatisfy(line -> assertThat(line).contains("'default'"));
        }
    }

    @Test
    void aKafkaThatIsAwayIsNoProblemOfTheMappings() throws Exception {
        mapping("  - {hash: 'person:{id}'}\n");

        Checked checked = validate(settings(
                ", kafka: {bootstrap: '127.0.0.1:1'}", TestServers.redis().uri()));

        assertThat(checked.advice())
                .anySatisfy(line -> assertThat(line).startsWith("kafka 127.0.0.1:1: topics could not"));
    }
}

package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.CommandType;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingTexts;
import io.rowcast.config.SettingsFile;
import io.rowcast.fixture.Authority;
import io.rowcast.fixture.LettuceClients;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.SecuredServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that do not accept us, or that we do not accept: what is told of it. */
class RefusedIT {
    private static final String NAME = "refused";
    private static final Authority STRANGER = new Authority("stranger");

    private static SecuredServers servers;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        servers = new SecuredServers(NAME, List.of("*"));
        servers.mysql().createDatabase(NAME);
        try (Connection root = servers.mysql().root();
                Statement statement = root.createStatement()) {
            statement.execute("CREATE TABLE refused.people (id INT PRIMARY KEY, name VARCHAR(40))");
        }
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void whatIsSetUpRightIsValid() throws IOException {
        assertThat(new Validation(
                                SettingsFile.read(file(UnaryOperator.identity()), Map.of()),
                                MappingTexts.read(mappings()))
                        .check()
                        .tables())
                .hasSize(1);
    }

    @Test
    void anAuthorityThatIsNotTheServersIsNamed() throws IOException {
        String problems = problems(text ->
                text.replace(servers.authority().ca().toString(), STRANGER.ca().toString()));

        assertThat(problems)
                .contains("mysql.tls: found: a server with which no TLS can be agreed on")
                .contains("expected: one with a certificate of mysql.tls.ca")
                .contains("redis.tls: found Redis at localhost:" + servers.redisPort())
                .contains("expected a server with a certificate of redis.tls.ca that names the host")
                .contains("kafka: found brokers with which no login can be agreed on")
                .contains("expected brokers with a certificate of kafka.tls.ca that names the host");
    }

    @Test
    void anotherHostThanTheCertificateNamesIsNotTrusted() throws IOException {
        assertThat(problems(text -> text.replace("localhost", "127.0.0.1")))
                .contains("mysql.tls: found: a server with which no TLS can be agreed on")
                .contains("redis.tls: found Redis at 127.0.0.1:" + servers.redisPort())
                .contains("kafka: found brokers with which no login can be agreed on");
        assertThat(problems(text -> text.replace("localhost", "127.0.0.1").replace("verify_identity", "verify_ca")))
                .doesNotContain("mysql.tls");
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong"), "not-the-password");

        String problems = problems(text -> text.replaceAll("\\$\\{file:[^}]*}", "\\${file:" + wrong + "}"));

        assertThat(problems)
                .contains("mysql: found: MySQL refused user 'rowcast'")
                .contains("redis.uri: Redis at localhost:" + servers.redisPort() + " refuses the login")
                .contains("kafka: found brokers with which no login can be agreed on")
                .doesNotContain("not-the-password")
                .doesNotContain(SecuredServers.MYSQL_PASSWORD)
                .doesNotContain(SecuredServers.REDIS_PASSWORD);
    }

    @Test
    void withoutACertificateOfOursMySqlAndRedisRefuse() throws IOException {
        String ours = ", certificate: \"" + servers.client().certificate() + "\", key: \""
                + servers.client().key() + "\"";

        assertThat(problems(text -> text.replace(ours, "")))
                .contains("and a certificate if the account asks for one")
                .contains("redis.tls");
    }

    @Test
    void aMissingGrantIsNamedWithTheStatementThatGivesIt() throws Exception {
        grant("REVOKE RELOAD ON *.* FROM rowcast");
        try {
            assertThat(problems(UnaryOperator.identity()))
                    .contains("grants: found: user 'rowcast' without RELOAD")
                    .contains("GRANT RELOAD ON *.* TO 'rowcast'@'%'");
        } finally {
            grant("GRANT RELOAD ON *.* TO rowcast");
        }
    }

    @Test
    void aMissingRightInRedisIsNamed() throws IOException {
        rights(AclSetuserArgs.Builder.removeCommand(CommandType.XADD).removeCommand(CommandType.EVALSHA));
        try {
            assertThat(problems(UnaryOperator.identity()))
                    .contains("found a user that may not do XADD (NOPERM")
                    .contains("EVALSHA (NOPERM")
                    .contains("expected the rules of deploy/redis/users.acl");
        } finally {
            rights(AclSetuserArgs.Builder.addCommand(CommandType.XADD).addCommand(CommandType.EVALSHA));
        }
    }

    private static void grant(String sql) throws Exception {
        try (Connection root = servers.mysql().root();
                Statement statement = root.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void rights(AclSetuserArgs rules) {
        RedisClient client = servers.redis().client();
        try (StatefulRedisConnection<String, String> root = client.connect()) {
            root.sync().aclSetuser("rowcast", rules);
        } finally {
            LettuceClients.shutdown(client);
        }
    }

    private Path mappings() throws IOException {
        Path mappings = Files.createDirectories(folder.resolve("mappings"));
        Files.writeString(
                mappings.resolve("people.yml"),
                "table: refused.people\nredis:\n  - {hash: 'person:{id}'}\n  - {string: 'by-name:{name}', value: '{id}'}\n");
        return mappings;
    }

    private Path file(UnaryOperator<String> change) throws IOException {
        Path file = servers.settings(RowcastSettings.named(NAME, mappings())).write(folder, 0);
        return Files.writeString(file, change.apply(Files.readString(file)));
    }

    private String problems(UnaryOperator<String> change) throws IOException {
        Path file = file(change);
        Path mappings = mappings();
        InvalidConfigException invalid = catchThrowableOfType(
                InvalidConfigException.class,
                () -> new Validation(SettingsFile.read(file, Map.of()), MappingTexts.read(mappings)).check());
        return String.valueOf(invalid == null ? null : invalid.getMessage());
    }
}

package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.SecuredServers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every connection is encrypted, both sides show a certificate, and Rowcast may do only what is documented. */
class SecuredIT {
    private static final String NAME = "secured";
    /** The keys that the mappings of the suite write, and Rowcast's own. */
    private static final List<String> KEYS = List.of(
            "rowcast:*",
            "account*",
            "archive*",
            "people",
            "interests",
            "interested-in:*",
            "member:*",
            "profile:*",
            "line*",
            "sku-*",
            "order*",
            "queue:*");

    @Test
    void everyPromiseHoldsAndNoSecretIsShown() throws Exception {
        try (SecuredServers servers = new SecuredServers(NAME, KEYS);
                Trial trial = Trial.begin(
                        servers.settings(RowcastSettings.named(NAME, Schema.mappings())),
                        servers.mysql(),
                        servers.redis(),
                        50)) {
            RowcastProcess reader = trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            clients.awaitCommits(200);
            reader.kill();
            RowcastProcess second = trial.start("reader");
            clients.awaitCommits(200);
            second.await("reading the binlog", () -> binlogReaders(servers) == 1);
            trial.verify();
            for (RowcastProcess process : List.of(reader, writer, second)) {
                noSecretIn(process);
            }
        }
    }

    /** MySQL lets the account in only by TLS and with a certificate, for whatever it connects. */
    private static int binlogReaders(SecuredServers servers) throws Exception {
        try (Connection root = servers.mysql().root();
                Statement statement = root.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM information_schema.PROCESSLIST p"
                        + " JOIN mysql.user u ON u.user = p.user WHERE p.user = 'rowcast' AND u.ssl_type = 'X509'"
                        + " AND p.command LIKE 'Binlog Dump%'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void noSecretIn(RowcastProcess process) {
        for (String secret : List.of(
                SecuredServers.MYSQL_PASSWORD,
                SecuredServers.KAFKA_PASSWORD,
                SecuredServers.REDIS_PASSWORD,
                "PRIVATE KEY")) {
            for (String form : List.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8))) {
                assertThat(process.logged(form)).as("a secret in the log").isFalse();
                assertThat(process.commandLine()).doesNotContain(form);
                for (String page : List.of("/", "/status", "/metrics", "/health/ready", "/health/live")) {
                    process.get(page)
                            .ifPresent(
                                    answer -> assertThat(answer.body()).as(page).doesNotContain(form));
                }
            }
        }
    }
}

package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.MySql;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.TcpProxy;
import io.rowcast.fixture.TestServers;
import io.rowcast.fixture.Totals;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The primary dies by SIGKILL and its replica takes over behind the same address: with all its transactions, or without. */
class MySqlFailoverIT {
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // each test starts its own
    private MySql primary;

    @SuppressWarnings("NullAway.Init")
    private MySql replica;

    @SuppressWarnings("NullAway.Init")
    private TcpProxy address;

    @BeforeEach
    void replicate() throws SQLException {
        primary = TestServers.newMySql();
        replica = TestServers.newMySql("--server-id=2", "--log-replica-updates=ON");
        execute(primary, "RESET MASTER");
        execute(
                replica,
                "RESET MASTER",
                "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '"
                        + primary.server().host() + "', SOURCE_PORT = "
                        + primary.server().port()
                        + ", SOURCE_USER = 'root', SOURCE_PASSWORD = 'root', SOURCE_AUTO_POSITION = 1,"
                        + " GET_SOURCE_PUBLIC_KEY = 1",
                "START REPLICA");
        address = TcpProxy.to(primary.server().host(), primary.server().port());
    }

    @AfterEach
    void close() {
        address.close();
        primary.server().close();
        replica.server().close();
    }

    @Test
    void promotedReplicaIsFollowedOn() throws Exception {
        try (Trial trial = begin("failover", 200)) {
            RowcastProcess reader = trial.start("reader");
            trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            clients.awaitCommits(200);
            try (Connection holding = primary.root();
                    Statement statement = holding.createStatement()) {
                statement.execute("FLUSH TABLES WITH READ LOCK");
                awaitReplica();
                primary.server().kill();
            }
            promote(trial);
            clients.awaitCommits(200);
            trial.verify();
            assertThat(reader.isAlive()).isTrue();
            assertThat(reader.metric("rowcast_reader_restarts_total")).isPositive();
        }
    }

    /** What was read from the primary alone never happened: it has to leave Redis. */
    @Test
    void replicaThatLacksWhatWasReadHaltsTheReaderUntilItIsToldToBeginAnew() throws Exception {
        try (Trial trial = begin("failover-lost", 1_000)) {
            RowcastProcess reader = trial.start("reader");
            trial.start("writer");
            trial.awaitCaughtUp();
            awaitReplica();
            execute(replica, "STOP REPLICA IO_THREAD");
            execute(
                    primary,
                    "INSERT INTO guarantee.archive VALUES (5001, 900, 1.5), (5002, 900, 2.5)",
                    "DELETE FROM guarantee.archive WHERE id < 10",
                    "UPDATE guarantee.archive SET amount = amount + 1 WHERE id BETWEEN 20 AND 30");
            trial.awaitCaughtUp();
            assertThat(trial.redis().sync().hexists("archive:900", "5001")).isTrue();
            primary.server().kill();
            execute(replica, "INSERT INTO guarantee.archive VALUES (6001, 901, 3.5)");
            promote(trial);
            assertThat(reader.awaitExit(EXIT_LIMIT)).isEqualTo(1);
            assertThat(reader.logTail())
                    .contains("never had transactions")
                    .contains("No position was moved")
                    .contains("rowcast recover");
            assertThat(trial.redis().sync().hexists("archive:900", "5001")).isTrue();
            assertThat(trial.start("recover").awaitExit(EXIT_LIMIT)).isZero();
            trial.start("reader");
            trial.verify();
            assertThat(trial.redis().sync().hexists("archive:900", "5001")).isFalse();
        }
    }

    private Trial begin(String name, int archived) throws Exception {
        return Trial.begin(
                Trial.settings(name).withMySql(address.host(), address.port()), primary, TestServers.redis(), archived);
    }

    private void awaitReplica() throws SQLException {
        String executed;
        try (Connection connection = primary.root()) {
            executed = Sql.first(connection, "SELECT @@GLOBAL.gtid_executed").orElseThrow();
        }
        try (Connection connection = replica.root()) {
            String wait = "SELECT WAIT_FOR_EXECUTED_GTID_SET(?, 60)";
            assertThat(Sql.first(connection, wait, executed)).contains("0");
        }
    }

    private void promote(Trial trial) throws SQLException {
        execute(replica, "STOP REPLICA", "RESET REPLICA ALL");
        address.lead(replica.server().host(), replica.server().port());
        trial.mysqlIsNow(replica);
        Totals.FAILOVERS.add(1);
    }

    private static void execute(MySql mysql, String... statements) throws SQLException {
        try (Connection connection = mysql.root();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}

package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.Server;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** mysqld dies by SIGKILL under load, or is restarted in order, or begins a new binlog file. */
@Tag("any-redis")
class MySqlKilledIT {
    private static final int ROUNDS = Rounds.of(4);

    @Test
    void killedMySqlNeitherLosesNorDoubles() throws Exception {
        try (Trial trial = Trial.begin("mysql-killed", 1)) {
            RowcastProcess reader = trial.start("reader");
            trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            Server mysql = trial.mysql().server();
            for (int round = 0; round < ROUNDS; round++) {
                clients.awaitCommits(trial.random().nextInt(150, 500));
                if (round % 2 == 0) {
                    mysql.kill();
                } else {
                    rotate(trial);
                    mysql.stop();
                }
                assertThat(mysql.isRunning()).isFalse();
                mysql.start();
            }
            clients.awaitCommits(100);
            trial.verify();
            assertThat(reader.isAlive()).isTrue();
        }
    }

    private static void rotate(Trial trial) throws Exception {
        try (Connection mysql = trial.mysql().root();
                Statement statement = mysql.createStatement()) {
            statement.execute("FLUSH BINARY LOGS");
        }
    }
}

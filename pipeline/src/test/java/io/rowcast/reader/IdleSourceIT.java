package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Health.State;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that is captured changes for longer than MySQL keeps its binlog. */
class IdleSourceIT {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePositionMovesOnBeforeTheBinlogIsGone(boolean gtids) {
        String[] flags = gtids ? new String[0] : new String[] {"--gtid-mode=OFF", "--enforce-gtid-consistency=OFF"};
        try (Servers servers = new Servers(flags)) {
            servers.mysql.execute(
                    "CREATE TABLE shop.idle (id INT PRIMARY KEY)",
                    "CREATE DATABASE elsewhere",
                    "CREATE TABLE elsewhere.busy (id INT PRIMARY KEY)",
                    "INSERT INTO shop.idle VALUES (1)");
            try (RunningReader reader = servers.reader("idle", "idle").awaitState(State.OK);
                    TopicView view = servers.view("idle", "idle")) {
                view.awaitRows(1);
                servers.mysql.execute(
                        "INSERT INTO elsewhere.busy VALUES (1)",
                        "FLUSH BINARY LOGS",
                        "INSERT INTO elsewhere.busy VALUES (2)",
                        "FLUSH BINARY LOGS");
                String newest = servers.mysql.text("SHOW BINARY LOGS");
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> String.valueOf(reader.reader.status().get("position"))
                                .startsWith(newest));
                reader.close();
                servers.mysql.execute("PURGE BINARY LOGS TO '" + newest + "'", "INSERT INTO shop.idle VALUES (2)");
                try (RunningReader again = servers.reader("idle", "idle").awaitState(State.OK)) {
                    view.awaitRows(2);
                    assertThat(new Replay(view.poll()).rows()).hasSize(2);
                    assertThat(new Replay(view.poll()).resetAgain()).isZero();
                    assertThat(again.reader.health().state()).isEqualTo(State.OK);
                }
            }
        }
    }
}

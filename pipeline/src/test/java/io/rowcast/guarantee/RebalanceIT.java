package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Writers join their group and leave it again, some with a farewell and some without, so that partitions move. */
@Tag("any-redis")
class RebalanceIT {
    private static final int ROUNDS = Rounds.of(3);

    @Test
    void movingPartitionsNeitherLoseNorDouble() throws Exception {
        try (Trial trial = Trial.begin("rebalance", 1)) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            for (int round = 0; round < ROUNDS; round++) {
                RowcastProcess staying = trial.start("writer");
                staying.await("applying rows", () -> staying.metric("rowcast_writer_rows_total") > 0);
                assertThat(trial.topics().writers()).isEqualTo(2);
                clients.awaitCommits(trial.random().nextInt(50, 200));
                int exit = round % 2 == 0 ? writer.terminate() : writer.kill();
                assertThat(exit).isEqualTo(round % 2 == 0 ? RowcastProcess.TERMINATED : RowcastProcess.KILLED);
                writer = staying;
            }
            trial.verify();
        }
    }
}

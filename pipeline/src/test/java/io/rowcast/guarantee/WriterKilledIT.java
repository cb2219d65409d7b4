package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The writer dies by SIGKILL in the middle of its work, again and again. */
@Tag("any-redis")
class WriterKilledIT {
    private static final int KILLS = Rounds.of(5);

    @Test
    void killedWriterNeitherLosesNorDoubles() throws Exception {
        try (Trial trial = Trial.begin("writer-killed", 1)) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            for (int kill = 0; kill < KILLS; kill++) {
                RowcastProcess victim = writer;
                victim.await("applying rows", () -> victim.metric("rowcast_writer_rows_total") > 0);
                clients.awaitCommits(trial.random().nextInt(1, 250));
                assertThat(victim.kill()).isEqualTo(RowcastProcess.KILLED);
                writer = trial.start("writer");
            }
            trial.verify();
            assertThat(clients.rollbacks()).isPositive();
        }
    }
}

package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The one process of {@code rowcast run} dies by SIGKILL: the reader, the writer and the broker between them at once. */
@Tag("any-redis")
class RunKilledIT {
    private static final int KILLS = Rounds.of(3);

    @Test
    void killedProcessNeitherLosesNorDoubles() throws Exception {
        try (Trial trial = Trial.beginEmbedded("run-killed", 1)) {
            RowcastProcess run = trial.start("run");
            Clients clients = trial.startClients(Clients.Work.ALL);
            for (int kill = 0; kill < KILLS; kill++) {
                RowcastProcess victim = run;
                victim.await("applying rows", () -> victim.metric("rowcast_writer_rows_total") > 0);
                clients.awaitCommits(trial.random().nextInt(1, 250));
                assertThat(victim.kill()).isEqualTo(RowcastProcess.KILLED);
                run = trial.start("run");
            }
            trial.verify();
        }
    }
}

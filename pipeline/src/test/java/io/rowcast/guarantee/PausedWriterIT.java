package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A writer stands still (SIGSTOP) until its partitions belong to another one; then it wakes up with its batch in hand. */
class PausedWriterIT {
    private static final int ROUNDS = 3;

    @Test
    void wakingWriterIsFenced() throws Exception {
        try (Trial trial = Trial.begin("paused-writer", 1)) {
            trial.start("reader");
            RowcastProcess paused = trial.start("writer");
            RowcastProcess other = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            for (int round = 0; round < ROUNDS; round++) {
                awaitWriters(trial, 2);
                applies(paused);
                clients.awaitCommits(trial.random().nextInt(1, 100));
                paused.pause();
                awaitWriters(trial, 1);
                applies(other);
                clients.awaitCommits(100);
                paused.resume();
            }
            applies(paused);
            trial.verify();
            assertThat(paused.metric("rowcast_writer_fenced_total")).isPositive();
        }
    }

    private static void applies(RowcastProcess writer) {
        double before = writer.metric("rowcast_writer_rows_total");
        writer.await("applying rows", () -> writer.metric("rowcast_writer_rows_total") > before);
    }

    private static void awaitWriters(Trial trial, int count) {
        Awaitility.await("writers in the group")
                .atMost(Duration.ofSeconds(30))
                .until(() -> trial.topics().writers() == count);
    }
}

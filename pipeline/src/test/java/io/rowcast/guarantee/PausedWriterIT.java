package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import java.sql.Connection;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A writer stands still (SIGSTOP) in the middle of a backlog, until its partitions belong to another one; then it wakes up
 * with records and a batch in hand.
 */
@Tag("any-redis")
class PausedWriterIT {
    private static final int FENCES = 2;

    /** A writer that wakes between two batches hears from its group, before it sends any, that it is out. */
    private static final int ROUNDS = 10;

    private static final int BACKLOG = 60_000;

    @Test
    void wakingWriterIsFenced() throws Exception {
        try (Trial trial = Trial.begin("paused-writer", BACKLOG)) {
            trial.start("reader");
            RowcastProcess paused = trial.start("writer");
            RowcastProcess other = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            awaitAtWork(trial, paused);
            for (int round = 0; fenced(paused) < FENCES; round++) {
                assertThat(round).as("rounds for %d fences", FENCES).isLessThan(ROUNDS);
                changeAllOfArchive(trial);
                awaitRows(paused, BACKLOG / 50);
                paused.pause();
                awaitWriters(trial, 1);
                awaitRows(other, BACKLOG / 50);
                clients.awaitCommits(100);
                paused.resume();
                awaitAtWork(trial, paused);
            }
            trial.verify();
        }
    }

    private static void awaitAtWork(Trial trial, RowcastProcess writer) {
        awaitWriters(trial, 2);
        awaitRows(writer, 1);
    }

    private static double fenced(RowcastProcess writer) {
        return writer.metric("rowcast_writer_fenced_total");
    }

    /** In one transaction: more than a writer has applied by the time it is paused. */
    private static void changeAllOfArchive(Trial trial) throws Exception {
        try (Connection mysql = Schema.connect(trial.mysql())) {
            assertThat(Sql.update(mysql, "UPDATE archive SET amount = amount + 1"))
                    .isEqualTo(BACKLOG);
        }
    }

    private static void awaitRows(RowcastProcess writer, int more) {
        double goal = writer.metric("rowcast_writer_rows_total") + more;
        writer.await("applying rows", () -> writer.metric("rowcast_writer_rows_total") >= goal);
    }

    private static void awaitWriters(Trial trial, int count) {
        Awaitility.await("writers in the group")
                .atMost(Duration.ofSeconds(30))
                .until(() -> trial.topics().writers() == count);
    }
}

package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import java.sql.Connection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The reader dies by SIGKILL, first in the middle of the initial snapshot, then while it streams. */
@Tag("any-redis")
class ReaderKilledIT {
    private static final int ARCHIVED = 120_000;
    private static final int KILLS_IN_SNAPSHOT = Rounds.of(2);
    private static final int KILLS_IN_STREAM = Rounds.of(4);

    @Test
    void killedReaderNeitherLosesNorDoubles() throws Exception {
        try (Trial trial = Trial.begin("reader-killed", ARCHIVED)) {
            trial.start("writer");
            for (int kill = 0; kill < KILLS_IN_SNAPSHOT; kill++) {
                killInSnapshot(trial);
                changeArchive(trial, kill);
            }
            RowcastProcess reader = trial.start("reader");
            Clients clients = trial.startClients(Clients.Work.ALL);
            for (int kill = 0; kill < KILLS_IN_STREAM; kill++) {
                RowcastProcess victim = reader;
                victim.await("reading rows", () -> victim.metric("rowcast_reader_rows_total") > 0);
                clients.awaitCommits(trial.random().nextInt(1, 250));
                assertThat(victim.kill()).isEqualTo(RowcastProcess.KILLED);
                reader = trial.start("reader");
            }
            trial.verify();
        }
    }

    /** Not all rows of the archive are in its topic yet when the reader dies. */
    private static void killInSnapshot(Trial trial) {
        PipelineTopics topics = trial.topics();
        long before = topics.records("guarantee.archive");
        long moment = before + trial.random().nextInt(1, ARCHIVED * 2 / 3);
        RowcastProcess reader = trial.start("reader");
        reader.await("in the snapshot", () -> topics.records("guarantee.archive") > moment);
        assertThat(reader.kill()).isEqualTo(RowcastProcess.KILLED);
        assertThat(topics.records("guarantee.archive") - before)
                .as("archived rows sent")
                .isLessThan(ARCHIVED);
    }

    /** Rows that a snapshot has sent, and the next one will not find, or not find the same. */
    private static void changeArchive(Trial trial, int kill) throws Exception {
        try (Connection mysql = Schema.connect(trial.mysql())) {
            assertThat(Sql.update(mysql, "DELETE FROM archive WHERE id % 50 = ?", kill))
                    .isPositive();
            assertThat(Sql.update(mysql, "UPDATE archive SET amount = amount + 1 WHERE id % 50 = ?", kill + 10))
                    .isPositive();
        }
    }
}

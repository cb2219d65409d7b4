package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code rowcast recover} has everything read anew, while clients go on changing MySQL and reading Redis: by the next reader,
 * or by the one that runs.
 */
@Tag("any-redis")
class BuiltAnewIT {
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(60);
    private static final int TABLES = 5;

    @Test
    void newSnapshotsUnderLoadEndWithRedisEqualToMySql() throws Exception {
        try (Trial trial = Trial.begin("built-anew", 20_000)) {
            RowcastProcess reader = trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.MOVE_EMAILS);
            clients.awaitCommits(200);
            assertThat(reader.terminate()).isEqualTo(RowcastProcess.TERMINATED);
            double resets = writer.metric("rowcast_writer_resets_total");
            assertThat(trial.start("recover").awaitExit(EXIT_LIMIT)).isZero();
            RowcastProcess next = trial.start("reader");
            next.await("reading the stream again", () -> next.metric("rowcast_reader_rows_total") > 20_000);
            clients.awaitCommits(200);
            writer.await("built anew", () -> writer.metric("rowcast_writer_resets_total") >= resets + TABLES);

            assertThat(trial.start("recover").awaitExit(EXIT_LIMIT)).isZero();
            next.await("fenced", () -> next.logged("The reader is fenced"));
            writer.await("built anew", () -> writer.metric("rowcast_writer_resets_total") >= resets + 2 * TABLES);
            clients.awaitCommits(200);
            trial.verify();
            assertThat(writer.metric("rowcast_writer_resets_total") - resets).isEqualTo(2 * TABLES);
            assertThat(next.isAlive()).isTrue();
        }
    }
}

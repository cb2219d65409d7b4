package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.Totals;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Writers are added and taken away while one of them stays: it gives partitions up, and has them back from others. */
class WritersScaledIT {

    @Test
    @Tag("any-redis")
    void whatComesBackToAWriterIsWhereAnotherOneLeftIt() throws Exception {
        scale("writers-scaled", 1, Rounds.of(2));
    }

    @Test
    @Tag("soak")
    void norDoesAStormOfEightWritersLoseOrDouble() throws Exception {
        scale("writers-storm", 7, 4);
    }

    private static void scale(String name, int more, int rounds) throws Exception {
        try (Trial trial = Trial.begin(name, 1)) {
            trial.start("reader");
            trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            for (int round = 0; round < rounds; round++) {
                List<RowcastProcess> others = new ArrayList<>();
                for (int i = 0; i < more; i++) {
                    others.add(trial.start("writer"));
                }
                awaitWriters(trial, 1 + more);
                others.forEach(other -> other.await("having partitions", () -> hasPartitions(other)));
                clients.awaitCommits(trial.random().nextInt(50, 200));
                assertThat(others.stream().mapToDouble(WritersScaledIT::rows).sum())
                        .as("rows that the others applied")
                        .isPositive();
                for (RowcastProcess other : others) {
                    end(other, round % 2 == 0);
                }
                awaitWriters(trial, 1);
                clients.awaitCommits(50);
            }
            trial.verify();
        }
    }

    private static double rows(RowcastProcess writer) {
        return writer.metric("rowcast_writer_rows_total");
    }

    private static boolean hasPartitions(RowcastProcess writer) {
        String status = writer.get("/status").map(HttpResponse::body).orElse("");
        return status.contains("\"offsets\"") && !status.contains("\"offsets\" : { }");
    }

    private static void end(RowcastProcess writer, boolean peacefully) {
        int exit = peacefully ? writer.terminate() : writer.kill();
        assertThat(exit).isEqualTo(peacefully ? RowcastProcess.TERMINATED : RowcastProcess.KILLED);
        Totals.REBALANCES.add(1);
    }

    private static void awaitWriters(Trial trial, int count) {
        Awaitility.await("writers in the group")
                .atMost(Duration.ofMinutes(1))
                .until(() -> trial.topics().writers() == count);
    }
}

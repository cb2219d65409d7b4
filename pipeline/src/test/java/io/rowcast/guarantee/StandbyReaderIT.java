package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The reader at work dies, leaves or stands still (SIGSTOP), while another one stands by. */
@Tag("any-redis")
class StandbyReaderIT {
    private static final int ROUNDS = Integer.getInteger("rowcast.rounds", 1);
    private static final Duration TAKEOVER_LIMIT = Duration.ofSeconds(15);

    private final List<Long> takeovers = new ArrayList<>();

    @Test
    void standbyTakesOverWithinFifteenSeconds() throws Exception {
        try (Trial trial = Trial.begin("standby-reader", 1)) {
            trial.start("writer");
            RowcastProcess active = trial.start("reader");
            Clients clients = trial.startClients(Clients.Work.ALL);
            RowcastProcess standby = standby(trial);
            int fenced = 0;
            for (int round = 0; round < ROUNDS; round++) {
                clients.awaitCommits(trial.random().nextInt(50, 200));
                assertThat(active.kill()).isEqualTo(RowcastProcess.KILLED);
                awaitTakeover(standby);
                active = standby;
                standby = standby(trial);

                clients.awaitCommits(trial.random().nextInt(50, 200));
                RowcastProcess zombie = active;
                zombie.pause();
                awaitTakeover(standby);
                clients.awaitCommits(50);
                zombie.resume();
                zombie.await("fenced", () -> zombie.metric("rowcast_reader_fenced_total") > 0);
                zombie.await("standing by", () -> isStandby(zombie));
                fenced++;

                active = standby;
                standby = zombie;
                clients.awaitCommits(trial.random().nextInt(50, 200));
                assertThat(active.metric("rowcast_reader_fenced_total"))
                        .as("the zombie took nothing back")
                        .isZero();
                assertThat(active.terminate()).isEqualTo(RowcastProcess.TERMINATED);
                awaitTakeover(standby);
                active = standby;
                standby = standby(trial);
            }
            trial.verify();
            System.out.println("standby reader: takeovers after ms " + takeovers
                    + " (killed, paused, terminated), fenced " + fenced + ", commits " + clients.commits());
        }
    }

    private static RowcastProcess standby(Trial trial) {
        RowcastProcess standby = trial.start("reader");
        standby.await("standing by", () -> isStandby(standby));
        assertThat(standby.isReady()).isTrue();
        return standby;
    }

    private static boolean isStandby(RowcastProcess reader) {
        return reader.get("/status")
                        .filter(page -> page.body().contains("\"role\" : \"standby\""))
                        .isPresent()
                && reader.isReady()
                && reader.metric("rowcast_reader_active") == 0;
    }

    /** Until rows of after the disturbance are committed. */
    private void awaitTakeover(RowcastProcess standby) {
        long began = System.nanoTime();
        double rows = standby.metric("rowcast_reader_rows_total");
        standby.await("taking over", () -> standby.metric("rowcast_reader_rows_total") > rows);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        takeovers.add(took.toMillis());
        assertThat(took).isLessThan(TAKEOVER_LIMIT);
        assertThat(standby.metric("rowcast_reader_active")).isEqualTo(1);
        assertThat(standby.get("/status").orElseThrow().body()).contains("\"role\" : \"active\"");
    }
}

package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The e-mail address, unique, by which a row is looked up moves between rows thousands of times; writers come and go. */
@Tag("any-redis")
class MovingEmailIT {
    private static final int MOVES = 1_000;
    private static final int ROUNDS = Rounds.of(2);

    @Test
    void lookupNamesTheNewestOwner() throws Exception {
        try (Trial trial = Trial.begin("moving-email", 1)) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.MOVE_EMAILS);
            for (int round = 1; round <= ROUNDS; round++) {
                while (clients.emailMoves() < (long) round * MOVES) {
                    clients.awaitCommits(20);
                }
                assertThat(writer.terminate()).isEqualTo(RowcastProcess.TERMINATED);
                writer = trial.start("writer");
            }
            trial.verify();
            assertThat(clients.emailMoves()).isGreaterThanOrEqualTo(ROUNDS * MOVES);
        }
    }
}

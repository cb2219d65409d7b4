package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.TestServers;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisConnector;
import io.rowcast.writer.LetterAction;
import io.rowcast.writer.LetterDesk;
import io.rowcast.writer.LetterInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Somebody plants keys of other types in the way of rows, and removes them; the writer dies while rows wait behind dead
 * letters, and while they are replayed. Under load the replay puts no older value over a newer one, and in the end Redis
 * equals MySQL with all counters and lists.
 */
class DeadLettersReplayedIT {
    private static final int ROUNDS = Integer.getInteger("rowcast.rounds", 2);
    private static final int PLANTED = 12;

    @Test
    void whatPlantedKeysHeldUpIsReplayedInOrder() throws Exception {
        try (Trial trial = Trial.begin("letters-replayed", 1);
                RedisConnector redis = new RedisConnector(TestServers.redis().uri())) {
            trial.makesDeadLetters();
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            PlantedKeys planted = new PlantedKeys(trial.redis(), trial.random());
            int waited = 0;
            int kills = 0;
            try (LetterDesk desk = desk(trial, redis)) {
                for (int round = 0; round < ROUNDS; round++) {
                    clients.awaitCommits(100);
                    planted.plant(PLANTED);
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> !desk.waiting(any -> true).isEmpty());
                    assertThat(writer.kill()).isEqualTo(RowcastProcess.KILLED); // while rows are held
                    writer = trial.start("writer");
                    clients.awaitCommits(trial.random().nextInt(50, 200));
                    assertThat(planted.restore()).isPositive();
                    List<LetterInfo> waiting = desk.waiting(any -> true);
                    waited += waiting.size();
                    Map<LaneId, Long> asked = desk.ask(LetterAction.REPLAY, lanes(trial));
                    assertThat(writer.kill()).isEqualTo(RowcastProcess.KILLED); // before or while it replays
                    kills += 2;
                    writer = trial.start("writer");
                    await().atMost(Duration.ofSeconds(60)).until(() -> desk.isAnswered(asked));
                }
            }
            trial.verify();
            assertThat(waited).as("letters that waited").isGreaterThan(ROUNDS);
            System.out.println("letters-replayed: " + kills + " kills, " + waited + " letters waited");
        }
    }

    private static LetterDesk desk(Trial trial, RedisConnector redis) throws Exception {
        Map<String, Object> kafka = Map.of("bootstrap.servers", trial.settings().bootstrap());
        return new LetterDesk(trial.settings().name(), kafka, redis);
    }

    /** All of the tables that clients change: letters may come up that were not there when one looked. */
    private static Map<LaneId, List<Long>> lanes(Trial trial) {
        return trial.redis().sync().keys("rowcast:" + trial.settings().name() + ":watermark:*").stream()
                .map(key -> LaneId.parse(key.substring(key.indexOf(":watermark:") + ":watermark:".length())))
                .collect(Collectors.toMap(lane -> lane, lane -> List.of()));
    }
}

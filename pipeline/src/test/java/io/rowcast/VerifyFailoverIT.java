package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.cli.Verified;
import io.rowcast.cli.VerifyRequest;
import io.rowcast.config.Settings;
import io.rowcast.config.SettingsFile;
import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.SentinelRedis;
import io.rowcast.fixture.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage on every output under load, over and over, and failovers of Redis in the middle of a verification. */
class VerifyFailoverIT {
    private static final Duration SOAK = Duration.ofMinutes(Integer.getInteger("rowcast.soak.minutes", 10));

    @Test
    @Tag("soak")
    void allIsFoundAllIsRepairedAndNothingElseIsReported(@TempDir Path folder) throws Exception {
        Path mappings = Path.of(Objects.requireNonNull(VerifyIT.class.getResource("/verify/mappings"))
                .toURI());
        try (SentinelRedis redis = SentinelRedis.start();
                VerifiedItems items = VerifiedItems.create(TestServers.mysql())) {
            RowcastSettings written =
                    RowcastSettings.external("verify-failover", mappings).withRedis(redis.uri());
            try (RowcastProcess process = RowcastProcess.start("run", written)) {
                process.awaitReady();
                Settings settings = SettingsFile.read(written.write(folder, 0), Map.of());
                items.startLoad();
                long end = System.nanoTime() + SOAK.toNanos();
                int rounds = 0;
                int planted = 0;
                int repaired = 0;
                do {
                    CompletableFuture<Void> failover = CompletableFuture.runAsync(redis::failOver);
                    assertThat(verify(settings, false).report(20)).contains("no difference");
                    failover.join();
                    redis.awaitWhole();
                    TreeSet<String> damage;
                    try (RedisView view = redis.open()) {
                        damage = new TreeSet<>(new PlantedDamage(view.sync()).plant());
                    }
                    assertThat(found(verify(settings, false))).isEqualTo(damage);
                    Verified after = verify(settings, true);
                    assertThat(after.report(20)).contains("no difference");
                    planted += damage.size();
                    repaired += after.tables().stream()
                            .mapToInt(table -> table.repaired().size())
                            .sum();
                    rounds++;
                } while (System.nanoTime() - end < 0);
                assertThat(items.changes()).isGreaterThan(1000);
                assertThat(process.metric("rowcast_writer_redis_outages_total")).isGreaterThanOrEqualTo(rounds);
                System.out.println("verify-failover: " + rounds + " failovers, " + planted + " planted and found, "
                        + repaired + " repaired, " + items.changes() + " changes");
            }
        }
    }

    private static Verified verify(Settings settings, boolean repair) {
        VerifyRequest request =
                new VerifyRequest(Optional.empty(), 1, 0, repair, Optional.empty(), false, Duration.ofSeconds(60));
        return new Rowcast().verify(settings, request, (stage, done, all) -> {});
    }

    private static TreeSet<String> found(Verified verified) {
        return verified.tables().stream()
                .flatMap(table -> table.differences().stream())
                .map(difference -> difference.kind() + " " + difference.place())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

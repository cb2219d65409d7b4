package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.rowcast.cli.LetterBox;
import io.rowcast.cli.ResyncRequest;
import io.rowcast.cli.Resynced;
import io.rowcast.cli.Verified;
import io.rowcast.cli.VerifyRequest;
import io.rowcast.config.Settings;
import io.rowcast.config.SettingsFile;
import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of output under load: what is compared, what is found of damage that was planted, and no false alarm. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerifyIT {
    private static final String NAME = "verify";
    private static final int TABLES = 2;

    @TempDir
    private static Path folder;

    private static RedisView view;
    private static RedisClusterCommands<String, String> redis;
    private static RowcastProcess process;
    private static VerifiedItems items;
    private static RowcastSettings written;
    private static Settings settings;

    @BeforeAll
    static void start() throws Exception {
        view = TestServers.redis().open();
        redis = view.sync();
        redis.flushall();
        items = VerifiedItems.create(TestServers.mysql());
        written = RowcastSettings.external(NAME, mappings());
        process = RowcastProcess.start("run", written);
        process.await(
                "complete",
                () -> redis.exists("rowcast:verify:complete:verified.items", "rowcast:verify:complete:verified.spread")
                        == 2);
        settings = SettingsFile.read(written.write(folder, 0), Map.of());
        items.startLoad();
    }

    private static Path mappings() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(VerifyIT.class.getResource("/verify/mappings"))
                .toURI());
    }

    @AfterAll
    static void stop() {
        items.close();
        process.close();
        view.close();
    }

    private static Verified verify(boolean repair) {
        return new Rowcast().verify(settings, request(repair), (stage, done, all) -> {});
    }

    private static Set<String> found(Verified verified) {
        return verified.tables().stream()
                .flatMap(table -> table.differences().stream())
                .map(difference -> difference.kind() + " " + difference.place())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static VerifyRequest request(boolean repair) {
        return new VerifyRequest(Optional.empty(), 1, 0, repair, Optional.empty(), false, Duration.ofSeconds(60));
    }

    @Test
    @Order(1)
    void whatIsRightIsFoundRightWhileItChanges() {
        for (int i = 0; i < 2; i++) {
            long before = items.changes();
            Verified verified = verify(false);
            assertThat(verified.report(100)).contains("no difference");
            assertThat(verified.tables().get(0).places()).isGreaterThan(2000);
            assertThat(verified.tables().get(0).undecided()).isZero();
            assertThat(items.changes() - before).as("changes meanwhile").isGreaterThan(100);
        }
    }

    @Test
    @Order(1)
    void whatIsCommittedIsVisibleWhenItWasWaitedFor() {
        for (String name : List.of("first", "second", "third")) {
            items.rename(1, name);

            Optional<String> missing = new Rowcast().awaitVisible(settings, null, Duration.ofSeconds(60));

            assertThat(missing).isEmpty();
            assertThat(redis.hget("item:1", "name")).isEqualTo(name);
        }
    }

    @Test
    @Order(2)
    void everyPlantedDamageIsFoundAndNothingElse() {
        TreeSet<String> planted = new TreeSet<>(new PlantedDamage(redis).plant());

        Verified verified = verify(false);

        assertThat(found(verified)).isEqualTo(planted);
        assertThat(verified.consistent()).isFalse();
    }

    @Test
    @Order(3)
    void aRunThatWasEndedIsResumed() throws Exception {
        Path report = folder.resolve("report.json");
        VerifyRequest first = new VerifyRequest(
                Optional.of("verified.spread"), 0.5, 0, false, Optional.of(report), false, Duration.ofSeconds(60));
        Verified half = new Rowcast().verify(settings, first, (stage, done, all) -> {});
        VerifyRequest rest =
                new VerifyRequest(Optional.empty(), 0.5, 0, false, Optional.of(report), true, Duration.ofSeconds(60));

        Verified all = new Rowcast().verify(settings, rest, (stage, done, all1) -> {});

        assertThat(half.tables()).hasSize(1);
        assertThat(all.tables()).hasSize(2).startsWith(half.tables().get(0));
        assertThat(Verified.parse(Files.readString(report))).isEqualTo(all);
        assertThat(all.tables().get(1).places()).isBetween(1L, 2500L);
    }

    @Test
    @Order(4)
    void allOfItIsRepairedWhileRowsChange() {
        int planted = found(verify(false)).size();
        long before = items.changes();

        Verified repaired = verify(true);

        assertThat(repaired.report(100)).contains("no difference");
        assertThat(repaired.tables().stream()
                        .mapToInt(table -> table.repaired().size())
                        .sum())
                .isGreaterThanOrEqualTo(planted);
        assertThat(items.changes() - before).as("changes meanwhile").isGreaterThan(100);
        assertThat(verify(false).report(100)).contains("no difference");
        assertThat(redis.zscore("points", "Cold")).isEqualTo(items.sum("points", "Cold"));
        assertThat(redis.get("count-in:Cold")).isEqualTo("20");
    }

    @Test
    @Order(5)
    void whileADeadLetterWaitsNothingElseIsRepairedAndTheReportSaysWhy() {
        redis.del("item:1", "item:8");
        redis.set("item:1", "somebody else's");
        items.rename(1, "refused");
        process.await("a dead letter", () -> process.metric("rowcast_writer_dead_letters_waiting") > 0);

        assertThat(verify(true).report(100)).contains("not repaired, as dead letters wait");
        assertThat(redis.exists("item:8")).isZero();

        redis.del("item:1");
        try (LetterBox letters = new Rowcast().deadLetters(settings)) {
            LetterBox.Choice all = new LetterBox.Choice(Optional.empty(), List.of());
            assertThat(letters.ask(LetterBox.Request.REPLAY, all, Duration.ofSeconds(30))
                            .left())
                    .isZero();
        }
        assertThat(verify(true).report(100)).contains("no difference").doesNotContain("dead letters wait");
        assertThat(redis.hget("item:1", "name")).isEqualTo("refused");
        assertThat(redis.exists("item:8")).isEqualTo(1);
    }

    @Test
    @Order(6)
    void aResyncPutsRightTheRowsThatAreNamedAndThenTheWholeTable() {
        redis.del("item:7", "item:8");
        redis.hset("item:900000", "name", "a ghost");
        ResyncRequest one = resync(Optional.of("id=7"));

        Resynced key = new Rowcast().resync(settings, one, (stage, done, all) -> {});

        assertThat(key.failure()).isEmpty();
        assertThat(key.written()).isEqualTo(1);
        assertThat(redis.hget("item:7", "name")).isEqualTo("name 7");
        assertThat(redis.exists("item:8")).isZero();
        Resynced gone = new Rowcast().resync(settings, resync(Optional.of("id=900000")), (stage, done, most) -> {});
        assertThat(gone.done()).as(gone.report()).isTrue();
        assertThat(gone.removed()).isEqualTo(1);
        assertThat(redis.exists("item:900000")).isZero();

        redis.hset("item:900000", "name", "a ghost");
        Resynced all = new Rowcast().resync(settings, resync(Optional.empty()), (stage, done, most) -> {});
        assertThat(all.done()).as(all.report()).isTrue();
        assertThat(all.written()).isPositive();
        assertThat(all.removed()).isEqualTo(1);
        assertThat(redis.hget("item:8", "name")).isEqualTo("name 8");
        assertThat(redis.exists("item:900000")).isZero();
    }

    private static ResyncRequest resync(Optional<String> key) {
        return new ResyncRequest("verified.items", Optional.empty(), key, 0, Duration.ofSeconds(60));
    }

    @Test
    @Order(7)
    void aWriterDoesSoByItself() {
        process.terminate();
        process = RowcastProcess.start("run", written.with("verify: {every: 1s, rate: 20000, mode: repair}"))
                .awaitReady();
        redis.del("item:7");
        redis.incrby("count-in:Oslo", 3);

        process.await("repaired", () -> process.metric("rowcast_verify_repaired_total") == 2);
        process.await("consistent again", () -> process.metric("rowcast_verify_consistent_ratio") == TABLES);

        assertThat(redis.hget("item:7", "name")).isEqualTo("name 7");
        assertThat(process.metric("rowcast_verify_differences_total")).isEqualTo(2);
    }
}

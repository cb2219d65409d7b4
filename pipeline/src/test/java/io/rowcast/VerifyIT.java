package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.rowcast.cli.Verified;
import io.rowcast.cli.VerifyRequest;
import io.rowcast.config.Settings;
import io.rowcast.config.SettingsFile;
import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
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

    @TempDir
    private static Path folder;

    private static RedisView view;
    private static RedisClusterCommands<String, String> redis;
    private static RowcastProcess process;
    private static VerifiedItems items;
    private static Settings settings;

    @BeforeAll
    static void start() throws Exception {
        view = TestServers.redis().open();
        redis = view.sync();
        redis.flushall();
        items = VerifiedItems.create(TestServers.mysql());
        RowcastSettings written = RowcastSettings.external(NAME, mappings());
        process = RowcastProcess.start("run", written);
        process.await("complete", () -> redis.exists("rowcast:verify:complete:verified.items") == 1);
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

    private static Verified verify() {
        return new Rowcast().verify(settings, request(), (stage, done, all) -> {});
    }

    private static Set<String> found(Verified verified) {
        return verified.tables().get(0).differences().stream()
                .map(difference -> difference.kind() + " " + difference.place())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static VerifyRequest request() {
        return new VerifyRequest(Optional.empty(), 1, 0, Duration.ofSeconds(60));
    }

    @Test
    @Order(1)
    void whatIsRightIsFoundRightWhileItChanges() {
        for (int i = 0; i < 3; i++) {
            long before = items.changes();
            Verified verified = verify();
            assertThat(verified.report(100)).contains("no difference");
            assertThat(verified.tables().get(0).places()).isGreaterThan(2000);
            assertThat(verified.tables().get(0).undecided()).isZero();
            assertThat(items.changes() - before).as("changes meanwhile").isGreaterThan(100);
        }
    }

    @Test
    @Order(2)
    void everyPlantedDamageIsFoundAndNothingElse() {
        TreeSet<String> planted = new TreeSet<>(new PlantedDamage(redis).plant());

        Verified verified = verify();

        assertThat(found(verified)).isEqualTo(planted);
        assertThat(verified.consistent()).isFalse();
    }
}

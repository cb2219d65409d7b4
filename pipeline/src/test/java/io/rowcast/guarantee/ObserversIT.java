package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.TestServers;
import io.rowcast.guarantee.Ledger.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The observers notice a promise that is broken. */
class ObserversIT {
    private final RedisView connection = TestServers.redis().open();
    private final RedisClusterCommands<String, String> redis = connection.sync();

    @BeforeEach
    void empty() {
        redis.flushall();
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void versionThatGoesBackIsSeen() {
        try (VersionWatch watch = watch()) {
            redis.set("k", "1:7");
            await(() -> watch.steps() == 1);
            redis.del("k");
            redis.set("k", "2:8");
            await(() -> watch.steps() == 2);
            assertThat(watch.violations()).isEmpty();
            redis.set("k", "1:7");
            await(() -> !watch.violations().isEmpty());
            assertThat(watch.violations()).first().isEqualTo("k went back from 8 to 7");
        }
    }

    @Test
    void versionThatMayGoBackIsFollowedFromThere() {
        try (VersionWatch watch = watch()) {
            redis.set("k", "1:7");
            await(() -> watch.steps() == 1);
            watch.mayGoBack(true);
            redis.set("k", "1:5");
            await(() -> watch.version("k") == 5);
            watch.mayGoBack(false);
            assertThat(watch.violations()).isEmpty();
            redis.set("k", "1:4");
            await(() -> !watch.violations().isEmpty());
            assertThat(watch.violations()).first().isEqualTo("k went back from 5 to 4");
        }
    }

    private VersionWatch watch() {
        return new VersionWatch("test", connection, Map.of("k", commands -> commands.get("k")));
    }

    @Test
    void itemTwiceInListIsSeen() {
        ExactlyOnce observer = new ExactlyOnce(connection);
        redis.rpush("queue:letters", "1", "2");
        observer.verify();
        redis.rpush("queue:letters", "1");
        assertThatThrownBy(observer::verify).isInstanceOf(AssertionError.class).hasMessageContaining("queue:letters");
    }

    @Test
    void counterThatCountedTwiceIsSeen() {
        ExactlyOnce observer = new ExactlyOnce(connection);
        redis.sadd("accounts-in:north", "1", "2");
        redis.set("account-count:north", "3");
        assertThatThrownBy(observer::verify)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("account-count:north");
    }

    @Test
    void lostArrivalIsSeen() {
        PipelineTopics topics = new PipelineTopics(TestServers.kafka().bootstrap(), "observers");
        List<Arrival> ledger = List.of(new Arrival("letters", 1), new Arrival("letters", 2));
        NothingLost observer = new NothingLost(connection, topics, () -> false, () -> ledger);
        redis.rpush("queue:letters", "0", "1", "2");
        observer.verify();
        redis.lrem("queue:letters", 1, "1");
        assertThatThrownBy(observer::verify).isInstanceOf(AssertionError.class).hasMessageContaining("queue:letters");
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }
}

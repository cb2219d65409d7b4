package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.fixture.TestServers;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.Feature;
import io.rowcast.redis.RedisConnector;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisFeaturesIT {
    private static final List<MappingFile> FILES =
            MappingFile.parse(List.of(new MappingText("customers.yml", """
                    table: shop.customers
                    redis:
                      - hash: customer:{id}
                      - json: document:{id}
                    """), new MappingText("orders.yml", """
                    table: shop.orders
                    redis:
                      - string: order:{id}
                        value: json
                    """)));

    @Test
    void anOutputThatTheServerCannotDoIsNamedWithWhatCanDoIt() {
        try (RedisConnector redis = new RedisConnector(TestServers.redis().uri())) {
            Preflight.requireAccess(redis);
            if (redis.capabilities().orElseThrow().can(Feature.JSON)) {
                assertThatCode(() -> Preflight.requireFeatures(redis, FILES)).doesNotThrowAnyException();
                return;
            }
            InvalidConfigException refused =
                    catchThrowableOfType(InvalidConfigException.class, () -> Preflight.requireFeatures(redis, FILES));
            assertThat(refused.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.toString())
                            .matches(
                                    "customers.yml: redis\\[1]: found Redis at 127.0.0.1:\\d+: Redis \\d+\\.\\d+\\.\\d+;"
                                            + " expected a server with JSON.SET: Redis 8, Redis Stack, or the module RedisJSON"
                                            + " from 2.0 on; or string with value: json instead"));
        }
    }

    @Test
    void aServerThatIsAwayIsNotAsked() {
        try (RedisConnector absent = new RedisConnector("redis://127.0.0.1:1")) {
            Preflight.requireAccess(absent);
            assertThatCode(() -> Preflight.requireFeatures(absent, FILES)).doesNotThrowAnyException();
        }
    }
}

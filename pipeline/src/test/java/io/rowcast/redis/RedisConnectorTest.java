package io.rowcast.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RedisConnectorTest {

    @Test
    void theAddressNamesTheSentinelsAndNoPassword() {
        try (RedisConnector redis = new RedisConnector("redis-sentinel://:secret@a:26379,b:26380/0#shop")) {
            assertThat(redis.address()).isEqualTo("Redis shop of the sentinels a:26379, b:26380");
        }
    }

    @Test
    void sentinelsThatAreAwayAreNamedWithoutThePassword() {
        try (RedisConnector redis = new RedisConnector("redis-sentinel://:secret@127.0.0.1:1,127.0.0.1:2/0#shop")) {
            assertThatThrownBy(redis::open)
                    .isInstanceOf(RedisAwayException.class)
                    .hasMessageContaining("127.0.0.1:1, 127.0.0.1:2")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void sentinelsNeedANameToAskFor() {
        assertThatThrownBy(() -> new RedisConnector("redis-sentinel://a:26379/0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sentinelMasterId");
    }
}

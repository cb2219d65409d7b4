package io.rowcast.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.fixture.SentinelRedis;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SentinelIT {
    private static final Map<LaneId, String> NO_LANE = Map.of(new LaneId("none", 0), "none");

    @Test
    void theSentinelsSayWhichServerIsThePrimary() throws RedisAwayException {
        try (SentinelRedis redis = SentinelRedis.start();
                RedisConnector connector = new RedisConnector(redis.uri());
                RedisConnector stranger = new RedisConnector(redis.uri() + "-of-others");
                RedisConnector replica = new RedisConnector(redis.replica().uri())) {
            assertThatThrownBy(stranger::open)
                    .isInstanceOf(RedisAwayException.class)
                    .hasMessageContaining("the sentinels know no primary called rowcast-of-others");
            assertThatThrownBy(replica::open)
                    .isInstanceOf(RedisAwayException.class)
                    .hasMessageContaining(redis.replica().address())
                    .hasMessageContaining("found a read-only replica; expected the primary");

            RedisSession session = connector.open();
            redis.failOver();
            Awaitility.await("the session ends")
                    .untilAsserted(() ->
                            assertThatThrownBy(() -> session.confirm(NO_LANE)).isInstanceOf(RedisAwayException.class));
            session.close();

            redis.pauseFirstSentinel();
            try (RedisSession next = connector.open()) {
                assertThat(next.info("replication").values())
                        .allSatisfy(node -> assertThat(node).containsEntry("role", "master"));
            }
        }
    }
}

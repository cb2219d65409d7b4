package io.rowcast.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lettuce.core.RedisURI;
import org.junit.jupiter.api.Test;

class SlotsTest {
    @Test
    void theTagOfASlotPutsAKeyIntoIt() {
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            assertThat(Slots.of("rowcast:shop:watermark:" + Slots.tag(slot))).isEqualTo(slot);
        }
    }

    @Test
    void aUriNamesSeveralNodes() {
        assertThat(ClusterConnector.seeds("rediss-cluster://ann:secret@one:7000,two:7001"))
                .extracting(RedisURI::getHost, RedisURI::getPort, RedisURI::isSsl)
                .containsExactly(tuple("one", 7000, true), tuple("two", 7001, true));
    }
}

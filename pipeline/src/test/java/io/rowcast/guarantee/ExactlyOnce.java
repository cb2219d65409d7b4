package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RedisView;
import java.util.List;

/**
 * No change took effect twice, nor half: no list holds an item twice, and each counter agrees with the set that the same
 * output of the same rows fills.
 */
final class ExactlyOnce implements Observer {
    private final RedisView redis;

    ExactlyOnce(RedisView redis) {
        this.redis = redis;
    }

    @Override
    public void verify() {
        for (String queue : ArrivalChanges.QUEUES) {
            List<String> items = redis.sync().lrange("queue:" + queue, 0, -1);
            assertThat(items).as("queue:" + queue).doesNotHaveDuplicates();
        }
        for (String region : AccountChanges.REGIONS) {
            assertThat(count("account-count:" + region))
                    .as("account-count:" + region)
                    .isEqualTo(redis.sync().scard("accounts-in:" + region));
        }
        for (String sku : OrderLineChanges.SKUS) {
            assertThat(count("line-count:" + sku))
                    .as("line-count:" + sku)
                    .isEqualTo(redis.sync().zcard("lines-of:" + sku));
        }
    }

    private long count(String key) {
        String count = redis.sync().get(key);
        return count == null ? 0 : Long.parseLong(count);
    }
}

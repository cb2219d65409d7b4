package io.rowcast.guarantee;

import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.rowcast.fixture.RedisView;
import java.util.HashMap;
import java.util.Map;

/** How far each lane of a pipeline is, as a single Redis holds it. */
record WatermarksOf(RedisView redis, String pipeline) {

    /** By key, the first offset that is not applied. */
    Map<String, Long> read() {
        Map<String, Long> offsets = new HashMap<>();
        ScanArgs own =
                ScanArgs.Builder.matches("rowcast:" + pipeline + ":watermark:*").limit(1000);
        ScanIterator.scan(redis.sync(), own).forEachRemaining(key -> {
            String offset = redis.sync().hget(key, "offset");
            if (offset != null) {
                offsets.put(key, Long.parseLong(offset));
            }
        });
        return offsets;
    }

    /** Whether Redis holds again all that it held then. */
    boolean reached(Map<String, Long> before) {
        Map<String, Long> now = read();
        return before.entrySet().stream().allMatch(lane -> now.getOrDefault(lane.getKey(), -1L) >= lane.getValue());
    }
}

package io.rowcast.redis;

/** One partition of one topic, the unit of order: it has one watermark in Redis and one owner at a time. */
public record LaneId(String topic, int partition) {

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}

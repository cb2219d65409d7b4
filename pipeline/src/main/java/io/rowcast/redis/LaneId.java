package io.rowcast.redis;

/** One partition of one topic, the unit of order: it has one watermark in Redis and one owner at a time. */
public record LaneId(String topic, int partition) {

    /** From {@link #toString()}. */
    public static LaneId parse(String text) {
        int dash = text.lastIndexOf('-');
        return new LaneId(text.substring(0, dash), Integer.parseInt(text.substring(dash + 1)));
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}

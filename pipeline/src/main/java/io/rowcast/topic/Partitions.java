package io.rowcast.topic;

import org.apache.kafka.common.utils.Utils;

/** Decides which partition of its table's topic a change goes to. The only place that does. */
public final class Partitions {

    private Partitions() {}

    /**
     * The partition of a record key: the same as Kafka's own default partitioner gives it, so that any tool that
     * produces or looks up a key agrees.
     *
     * @param key the bytes of the record key; rows of a table without a key all go to partition 0
     */
    public static int of(byte[] key, int partitions) {
        return key.length == 0 ? 0 : Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}

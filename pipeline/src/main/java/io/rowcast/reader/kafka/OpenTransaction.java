package io.rowcast.reader.kafka;

import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that has not ended in one partition.
 *
 * @param start offset of its first record
 * @param end how it is to end
 */
record OpenTransaction(
        TopicPartition partition, long producerId, int epoch, int coordinatorEpoch, long start, End end) {

    /** How a transaction ends. */
    enum End {
        COMMIT,
        ABORT,
        /** Nothing tells any more. */
        UNKNOWN
    }

    OpenTransaction with(End decided) {
        return new OpenTransaction(partition, producerId, epoch, coordinatorEpoch, start, decided);
    }

    /** Whether it is the same transaction, whatever is said of its end. */
    boolean same(OpenTransaction other) {
        return partition.equals(other.partition) && producerId == other.producerId && start == other.start;
    }

    /** {@code shop.db.table-0, from offset 12}. */
    @Override
    public String toString() {
        return partition + ", from offset " + start;
    }
}

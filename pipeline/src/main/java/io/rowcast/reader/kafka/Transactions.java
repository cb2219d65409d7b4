package io.rowcast.reader.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Kafka transactions of one producer, one after the other; a transaction begins with its first record. For one thread. */
public final class Transactions implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(2);
    /** The key of records that say nothing; a compacted topic wants one. */
    private static final byte[] MARK = "-".getBytes(StandardCharsets.UTF_8);

    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Callback check = (metadata, error) -> {
        if (error != null) {
            failure.compareAndSet(null, error);
        }
    };
    private boolean open;

    /** Takes over the producer; fences whoever had its transactional id, and aborts what that one left open. */
    public Transactions(Producer<byte[], byte[]> producer) {
        this.producer = producer;
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** @throws KafkaException when this or an earlier record of the transaction could not be sent */
    public void send(ProducerRecord<byte[], byte[]> record) {
        checkSends();
        if (!open) {
            producer.beginTransaction();
            open = true;
        }
        producer.send(record, check);
    }

    /**
     * Returns when all records are committed.
     *
     * @throws KafkaException when that is not sure: the producer must be closed, and the transaction is aborted by the
     *     next one of that transactional id, unless it was committed after all
     */
    public void commit() {
        if (!open) {
            return;
        }
        producer.flush();
        checkSends();
        producer.commitTransaction();
        open = false;
    }

    /**
     * Writes the end of a transaction into partitions that lack the one of an earlier transaction: the same mark ends both.
     * It stands behind a record without a value, which says nothing. No transaction is open.
     */
    public void mark(Collection<TopicPartition> partitions, boolean committed) {
        partitions.forEach(
                partition -> send(new ProducerRecord<>(partition.topic(), partition.partition(), MARK, null)));
        producer.flush();
        checkSends();
        if (committed) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
        open = false;
    }

    /** Whether records were sent that are not committed. */
    public boolean isOpen() {
        return open;
    }

    /** Connections to brokers that ended so far. */
    double connectionsClosed() {
        return producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-close-total")
                        && metric.getKey().group().equals("producer-metrics"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
    }

    private void checkSends() {
        Exception found = failure.get();
        if (found instanceof KafkaException kafka) {
            throw kafka;
        }
        if (found != null) {
            throw new KafkaException("a record could not be sent", found);
        }
    }

    /** Leaves an open transaction to be aborted by the next {@code initTransactions}. */
    @Override
    public void close() {
        producer.close(CLOSE);
    }
}

package io.rowcast.reader.kafka;

import io.rowcast.topic.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for transactions whose end Kafka lost while the session goes on: nobody could read behind them. That happens when a broker
 * goes away, which the producer bears in silence but for the connections that it closes.
 */
public final class LostEnds {
    private static final Logger LOG = LoggerFactory.getLogger(LostEnds.class);
    /** A broker that comes back takes about as long. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final KafkaClients kafka;
    private final TopicNames topics;
    private final Supplier<Collection<TopicPartition>> partitions;
    private final Transactions transactions;
    private double closed;
    private boolean due;
    private long dueNanos;

    public LostEnds(
            KafkaClients kafka,
            TopicNames topics,
            Supplier<Collection<TopicPartition>> partitions,
            Transactions transactions) {
        this.kafka = kafka;
        this.topics = topics;
        this.partitions = partitions;
        this.transactions = transactions;
    }

    /** Looks some time after connections were closed; else it costs nothing. Whether there are any. */
    public boolean found() {
        double now = transactions.connectionsClosed();
        if (now > closed) {
            closed = now;
            put();
        }
        if (!due || System.nanoTime() - dueNanos < 0) {
            return false;
        }
        due = false;
        try (Admin admin = kafka.admin()) {
            return new HungTransactions(admin, kafka, topics, partitions.get()).left();
        } catch (KafkaException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("Kafka could not be asked for open transactions");
            put();
            return false;
        }
    }

    private void put() {
        due = true;
        dueNanos = System.nanoTime() + PAUSE.toNanos();
    }
}

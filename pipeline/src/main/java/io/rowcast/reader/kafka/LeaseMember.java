package io.rowcast.reader.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One membership in the group of a pipeline's readers, kept up by a thread of its own. It reads no records. */
final class LeaseMember implements ConsumerRebalanceListener {
    /** After this long without a sign of life another member takes over; the least that brokers allow by default. */
    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);
    /** How often it gives one, and how soon it hears that it was chosen. */
    static final Duration HEARTBEAT = Duration.ofMillis(500);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LEAVE = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final Runnable lost;
    private final Thread thread;
    private volatile boolean leaving;
    private boolean joined;
    private boolean held;
    private boolean ended;
    private long alive = System.nanoTime();
    private @Nullable KafkaException failure;

    LeaseMember(Consumer<byte[], byte[]> consumer, Runnable lost) {
        this.consumer = consumer;
        this.lost = lost;
        thread = new Thread(this::run, "reader-lease");
        thread.setDaemon(true);
    }

    void start(String topic) {
        consumer.subscribe(List.of(topic), this);
        thread.start();
    }

    private void run() {
        try {
            while (!leaving && !stoodStill()) {
                consumer.poll(POLL);
                alive();
            }
        } catch (RuntimeException e) { // the root of a thread: the supervisor has to hear of it
            failed(e);
        }
        end();
    }

    /** Whether Kafka may have given the place to another member while this process was paused. */
    private synchronized boolean stoodStill() {
        return System.nanoTime() - alive > SESSION_TIMEOUT.toNanos();
    }

    private synchronized void alive() {
        if (!stoodStill()) {
            alive = System.nanoTime();
        }
    }

    private void end() {
        try {
            consumer.close(CloseOptions.timeout(LEAVE)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        } catch (KafkaException e) {
            failed(e);
        }
        set(false);
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    /** The partition is only held: nothing of it is fetched. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        set(!consumer.assignment().isEmpty());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        set(false);
    }

    private void set(boolean holds) {
        boolean loses;
        synchronized (this) {
            loses = held && !holds;
            joined = true;
            held = holds;
            notifyAll();
        }
        if (loses) {
            lost.run();
        }
    }

    private synchronized void failed(RuntimeException e) {
        failure = e instanceof KafkaException kafka ? kafka : new KafkaException(e);
    }

    /** Waits at most {@code limit} for the lease, or for a failure; whether it is held. */
    synchronized boolean await(Duration limit) {
        try {
            if (!held && !ended) {
                wait(limit.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return held();
    }

    synchronized boolean held() {
        return held && !stoodStill();
    }

    /** Whether Kafka has said that another member has it. */
    synchronized boolean isOther() {
        return joined && !held && !ended;
    }

    /** Whether this membership is over: by a failure, by being left, or by standing still. */
    synchronized boolean ended() {
        return ended;
    }

    /** Why the membership ended, when it was not left. */
    synchronized Optional<KafkaException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Returns when the group knows, or after some seconds. */
    void leave() {
        leaving = true;
        try {
            thread.join(LEAVE.plus(POLL).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

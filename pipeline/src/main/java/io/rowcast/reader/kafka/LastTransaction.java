package io.rowcast.reader.kafka;

import io.rowcast.reader.kafka.OpenTransaction.End;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** What Kafka's coordinator knows of the pipeline's last transaction, and what follows for one that is open somewhere. */
record LastTransaction(@Nullable TransactionDescription description) {
    private static final Set<TransactionState> UNDECIDED = EnumSet.of(
            TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT, TransactionState.PREPARE_EPOCH_FENCE);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /**
     * Waits while the coordinator brings the end of a transaction about.
     *
     * @throws TimeoutException when it does not come to that
     */
    static LastTransaction of(Admin admin, String transactionalId) {
        long deadline = System.nanoTime() + KafkaClients.TIMEOUT.toNanos();
        while (true) {
            try {
                TransactionDescription found = TableTopics.await(
                        admin.describeTransactions(List.of(transactionalId)).description(transactionalId));
                if (!UNDECIDED.contains(found.state())) {
                    return new LastTransaction(found);
                }
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("the transaction of " + transactionalId + " stays " + found.state());
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            } catch (TransactionalIdNotFoundException e) {
                return new LastTransaction(null);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    /** Whether it is this one, and not ended. */
    boolean runs(OpenTransaction open) {
        return description != null
                && description.state() == TransactionState.ONGOING
                && description.topicPartitions().contains(open.partition());
    }

    /**
     * How a transaction ends that is open in some partition.
     *
     * <p>A reader begins only when none is open, and goes on only when one is committed. So one that is open and is not the
     * last was committed.
     */
    End endOf(OpenTransaction open) {
        if (description == null || description.producerId() != open.producerId()) {
            return End.UNKNOWN;
        }
        return switch (description.state()) {
            case ONGOING -> runs(open) ? End.ABORT : End.COMMIT;
            case COMPLETE_COMMIT -> End.COMMIT;
            // The end of a transaction may raise the epoch by one.
            case COMPLETE_ABORT -> open.epoch() >= description.producerEpoch() - 1 ? End.ABORT : End.COMMIT;
            default -> End.UNKNOWN;
        };
    }
}

package io.rowcast.reader;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what a transaction of the pipeline left open in some partitions although Kafka counts it as complete. Kafka 4.3.1
 * does that when a broker that has the only replicas is killed between deciding on a transaction and writing the decision
 * down: on its restart the partitions have no leader for a moment, and the transaction coordinator takes them for deleted.
 * The next commit would then make rows visible that were aborted, a second time after they are read again.
 */
final class HungTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(HungTransactions.class);
    private static final Set<TransactionState> UNDECIDED =
            Set.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private final Admin admin;
    private final boolean committed;

    /** Looks at the last transaction of the pipeline, before another one begins. */
    HungTransactions(Admin admin, String transactionalId) {
        this.admin = admin;
        this.committed = lastState(admin, transactionalId) == TransactionState.COMPLETE_COMMIT;
    }

    /** What became of the last transaction; waits for the coordinator, which is at work when it is decided but not done. */
    private static TransactionState lastState(Admin admin, String transactionalId) {
        long deadline = System.nanoTime() + KafkaClients.TIMEOUT.toNanos();
        while (true) {
            try {
                TransactionState state = TableTopics.await(admin.describeTransactions(List.of(transactionalId))
                                .description(transactionalId))
                        .state();
                if (!UNDECIDED.contains(state) || System.nanoTime() > deadline) {
                    return state;
                }
            } catch (TransactionalIdNotFoundException e) {
                return TransactionState.EMPTY;
            }
        }
    }

    /** Ends them as they were decided. No transaction is open. */
    void end(Transactions transactions, Collection<TopicPartition> partitions) {
        List<TopicPartition> hung = hung(partitions);
        if (hung.isEmpty()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("partitions", hung)
                .log("Kafka lost the end of a transaction; it is " + (committed ? "committed" : "aborted") + " now");
        transactions.mark(hung, committed);
    }

    private List<TopicPartition> hung(Collection<TopicPartition> partitions) {
        Map<TopicPartition, PartitionProducerState> states =
                TableTopics.await(admin.describeProducers(partitions).all());
        List<TopicPartition> hung = new ArrayList<>();
        states.forEach((partition, state) -> {
            if (state.activeProducers().stream()
                    .anyMatch(
                            producer -> producer.currentTransactionStartOffset().isPresent())) {
                hung.add(partition);
            }
        });
        return hung;
    }
}

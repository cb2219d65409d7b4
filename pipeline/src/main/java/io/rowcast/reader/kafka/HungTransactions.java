package io.rowcast.reader.kafka;

import io.rowcast.reader.kafka.OpenTransaction.End;
import io.rowcast.topic.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what a transaction of the pipeline left open in some partitions although Kafka counts it as complete. Kafka 4.3.1
 * does that when a broker that has the only replicas is killed between deciding on a transaction and writing the decision
 * down: on its restart the partitions have no leader for a moment, and the transaction coordinator takes them for deleted.
 * The next commit would then make rows visible that were aborted, a second time after they are read again; and the next
 * abort would lose rows that were committed.
 *
 * <p>In order: {@link #decide} before the transactional id is taken over, which makes Kafka forget what it decided; {@link
 * #end} behind that.
 */
public final class HungTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(HungTransactions.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Admin admin;
    private final KafkaClients kafka;
    private final TopicNames topics;
    private final Collection<TopicPartition> partitions;
    private final Decisions decisions;
    private List<OpenTransaction> decided = List.of();

    /** @param partitions those that the pipeline writes to */
    public HungTransactions(Admin admin, KafkaClients kafka, TopicNames topics, Collection<TopicPartition> partitions) {
        this.admin = admin;
        this.kafka = kafka;
        this.topics = topics;
        this.partitions = partitions;
        this.decisions = new Decisions(kafka, topics);
    }

    /**
     * Settles how the transactions that are open now will end, and writes that down.
     *
     * @param begun whether a position is committed: without one, a new snapshot follows, and what is open is of no use
     * @throws SourceHaltedException when it cannot be known, or an end that was written down did not come about
     */
    public void decide(boolean begun) {
        LastTransaction last = LastTransaction.of(admin, topics.group());
        List<OpenTransaction> before = decisions.read();
        List<OpenTransaction> found = new ArrayList<>();
        for (OpenTransaction open : open()) {
            End end = before.stream()
                    .filter(open::same)
                    .map(OpenTransaction::end)
                    .findFirst()
                    .orElseGet(() -> last.endOf(open));
            found.add(open.with(end == End.UNKNOWN && !begun ? End.ABORT : end));
        }
        if (begun) {
            found.stream().filter(each -> each.end() == End.UNKNOWN).findFirst().ifPresent(unknown -> {
                throw halted("a transaction is open of which Kafka has forgotten the end: " + unknown);
            });
            before.stream()
                    .filter(each -> each.end() == End.COMMIT)
                    .filter(each -> found.stream().noneMatch(each::same))
                    .forEach(this::requireCommitted);
        }
        if (!found.isEmpty()) {
            decisions.write(found);
        } else if (!before.isEmpty()) {
            decisions.clear();
        }
        decided = found;
    }

    /** Whether a transaction is open that neither runs nor will be ended by anybody; asked while others come and go. */
    boolean left() {
        List<OpenTransaction> open = open();
        if (open.isEmpty()) {
            return false;
        }
        LastTransaction last = LastTransaction.of(admin, topics.group());
        List<OpenTransaction> after = open();
        return open.stream().filter(each -> after.stream().anyMatch(each::same)).anyMatch(each -> !last.runs(each));
    }

    /** A reader that died on the way may have committed it, or left that to be aborted. */
    private void requireCommitted(OpenTransaction committed) {
        try (Consumer<byte[], byte[]> consumer = kafka.consumer()) {
            TopicPartition partition = committed.partition();
            consumer.assign(List.of(partition));
            long beginning = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            if (beginning > committed.start()) {
                return; // so old that Kafka keeps it no more
            }
            consumer.seek(partition, committed.start());
            long deadline = System.nanoTime() + KafkaClients.TIMEOUT.toNanos();
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            while (records.isEmpty() && System.nanoTime() < deadline) {
                records = consumer.poll(POLL);
            }
            if (records.isEmpty() || records.iterator().next().offset() != committed.start()) {
                throw halted("a transaction that was committed is aborted: " + committed);
            }
        }
    }

    /**
     * Ends what is still open, as it was decided. No transaction is open but those.
     *
     * @return whether there was anything: what was read from the topics before is outdated
     */
    public boolean end(Transactions transactions) {
        if (decided.isEmpty()) {
            return false;
        }
        List<OpenTransaction> open = open();
        List<OpenTransaction> hung = decided.stream()
                .filter(each -> open.stream().anyMatch(each::same))
                .toList();
        for (End end : List.of(End.COMMIT, End.ABORT)) {
            end(transactions, hung.stream().filter(each -> each.end() == end).toList(), end == End.COMMIT);
        }
        decisions.clear();
        return !hung.isEmpty();
    }

    private void end(Transactions transactions, List<OpenTransaction> hung, boolean commit) {
        if (hung.isEmpty()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("partitions", hung)
                .log("Kafka lost the end of a transaction; it is " + (commit ? "committed" : "aborted") + " now");
        Set<TopicPartition> marked =
                hung.stream().map(OpenTransaction::partition).collect(Collectors.toSet());
        transactions.mark(marked, commit);
        LastTransaction.of(admin, topics.group()); // which waits until the marks are written
        List<OpenTransaction> open = open();
        for (OpenTransaction each : hung) {
            if (open.stream().anyMatch(each::same)) {
                endOfOtherProducer(each, commit);
            }
        }
    }

    /** The mark ends transactions of the same producer id only, and Kafka gives out another one from time to time. */
    private void endOfOtherProducer(OpenTransaction hung, boolean commit) {
        if (commit) {
            throw halted("a transaction that was committed cannot be ended any more: " + hung);
        }
        TableTopics.await(admin.abortTransaction(new AbortTransactionSpec(
                        hung.partition(), hung.producerId(), (short) hung.epoch(), hung.coordinatorEpoch()))
                .all());
    }

    private static SourceHaltedException halted(String found) {
        return new SourceHaltedException("Kafka lost the end of a transaction, found: " + found
                + "; expected: every transaction committed or aborted. Run 'rowcast recover': the next start takes a new"
                + " snapshot of all tables");
    }

    private List<OpenTransaction> open() {
        Map<TopicPartition, PartitionProducerState> states =
                TableTopics.await(admin.describeProducers(partitions).all());
        List<OpenTransaction> open = new ArrayList<>();
        states.forEach((partition, state) -> state.activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .forEach(producer -> open.add(new OpenTransaction(
                        partition,
                        producer.producerId(),
                        producer.producerEpoch(),
                        producer.coordinatorEpoch().orElse(0),
                        producer.currentTransactionStartOffset().getAsLong(),
                        End.UNKNOWN))));
        return open;
    }
}

package io.rowcast.reader;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.shyiko.mysql.binlog.GtidSet;
import io.rowcast.reader.catalog.SourceChangedException;
import io.rowcast.reader.catalog.SourceOffset;
import io.rowcast.reader.kafka.KafkaClients;
import io.rowcast.topic.Control;
import io.rowcast.topic.RecordJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The rows that were sent last, looked at to find a position that does not belong to them: one of a copy of the offsets
 * topic that was restored, from which all rows behind it would be sent a second time. Told by GTIDs; for one thread.
 */
final class SentRows {
    private static final ObjectMapper JSON = new ObjectMapper(RecordJson.FACTORY);
    private static final Duration POLL = Duration.ofMillis(200);
    /** Enough for the last row and the marks of transactions behind it. */
    private static final long TAIL = 20;

    private final Consumer<byte[], byte[]> consumer;

    SentRows(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** @throws SourceChangedException when rows were sent that lie behind the position */
    void requireNoneBehind(SourceOffset position, Collection<TopicPartition> partitions) {
        if (!position.hasGtids()) {
            return;
        }
        GtidSet completed = new GtidSet(position.completed());
        Set<String> behind = new TreeSet<>();
        for (String gtid : last(partitions)) {
            GtidSet one = new GtidSet("");
            one.add(gtid);
            if (!one.isContainedWithin(completed)) {
                behind.add(gtid);
            }
        }
        // Rows of one transaction more are there when it was read in part.
        if (behind.size() > (position.inTransaction() ? 1 : 0)) {
            throw new SourceChangedException(
                    "found: rows behind the position in the topics of the tables, of transactions " + behind
                            + "; expected: none, as both are committed together. The offsets topic is an older copy");
        }
    }

    /** The GTID of the last row of each partition; none where the table began anew behind it. */
    private Collection<String> last(Collection<TopicPartition> partitions) {
        Map<TopicPartition, String> gtids = new HashMap<>();
        consumer.assign(partitions);
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        partitions.forEach(each ->
                consumer.seek(each, Math.max(begin.getOrDefault(each, 0L), end.getOrDefault(each, 0L) - TAIL)));
        long deadline = System.nanoTime() + KafkaClients.TIMEOUT.toNanos();
        while (partitions.stream().anyMatch(each -> consumer.position(each) < end.getOrDefault(each, 0L))) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the ends of " + partitions + " could not be read");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.headers().lastHeader(Control.GENERATION) != null) {
                    gtids.remove(partition);
                } else if (record.value() != null) {
                    gtid(record).ifPresent(gtid -> gtids.put(partition, gtid));
                }
            }
        }
        return gtids.values();
    }

    /** Reads no more of the record than it must: a row may be large. */
    private static Optional<String> gtid(ConsumerRecord<byte[], byte[]> record) {
        try (JsonParser json = JSON.createParser(record.value())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean source = json.currentName().equals("source");
                json.nextToken();
                if (source) {
                    JsonNode gtid = JSON.<JsonNode>readTree(json).path("gtid");
                    return gtid.isTextual() ? Optional.of(gtid.asText()) : Optional.empty();
                }
                json.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "found: a record of " + record.topic() + " that is no JSON; expected: an envelope", e);
        }
    }
}

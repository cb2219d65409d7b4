package io.rowcast.writer;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import io.rowcast.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Keeps records that could not be applied, in a topic of their own: key, value, time and headers as they were, and the
 * headers of {@link LetterHeaders}. A crash can write one twice, and one that fails again is written again; the newest
 * counts. Which of them wait is known to Redis: a letter is marked there in the transaction that passes its record.
 */
final class DeadLetters implements AutoCloseable {
    private final String topic;
    private final int maxWaiting;
    private final WriterMetrics metrics;
    private final Clock clock;
    private final Producer<byte[], byte[]> producer;
    private final List<Pending> pending = new ArrayList<>();

    /** A letter on its way, and of which record. */
    private record Pending(Lane lane, WaitingLetter letter, Future<RecordMetadata> sent) {}

    /** @param maxWaiting how many letters of a lane may wait */
    DeadLetters(Map<String, Object> kafka, TopicNames names, int maxWaiting, WriterMetrics metrics, Clock clock) {
        this.topic = names.deadLetters();
        this.maxWaiting = maxWaiting;
        this.metrics = metrics;
        this.clock = clock;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 << 20);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 96L << 20);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @throws TableStoppedException when no further letter of the lane may wait */
    void requireRoom(Lane lane) throws TableStoppedException {
        if (lane.letters.size() >= maxWaiting) {
            throw new TableStoppedException("found " + lane.letters.size() + " dead letters of " + lane.id
                    + " that wait; expected fewer than dead_letters.max_waiting. See rowcast dead-letters list, then replay"
                    + " or discard them");
        }
    }

    /**
     * Sends the record, and has what touches the same wait for it from now on. {@link #flush} says whether it arrived.
     *
     * @param failed the command that Redis refused, empty when none was sent
     */
    void add(
            Lane lane,
            ConsumerRecord<byte[], byte[]> record,
            String reason,
            Set<String> touches,
            String failed,
            TakenEffect done) {
        add(lane, record, new WaitingLetter(record.offset(), -1, clock.instant(), touches), reason, failed, done);
        metrics.deadLetters(lane.table.id.toString()).increment();
    }

    /** Sends a letter again that has failed again; it keeps its place in the order. */
    void again(
            Lane lane,
            WaitingLetter letter,
            ConsumerRecord<byte[], byte[]> record,
            String reason,
            String failed,
            TakenEffect done) {
        add(lane, record, letter, reason, failed, done);
    }

    private void add(
            Lane lane,
            ConsumerRecord<byte[], byte[]> record,
            WaitingLetter letter,
            String reason,
            String failed,
            TakenEffect done) {
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(
                topic, null, record.timestamp() < 0 ? null : record.timestamp(), record.key(), record.value());
        record.headers().forEach(sent.headers()::add);
        LetterHeaders.ALL.forEach(sent.headers()::remove);
        header(sent, LetterHeaders.TABLE, lane.table.id.toString());
        header(sent, LetterHeaders.POSITION, lane.id + "@" + letter.position());
        header(sent, LetterHeaders.REASON, reason);
        header(sent, LetterHeaders.FAILED, failed);
        header(sent, LetterHeaders.DONE, done.text());
        pending.add(new Pending(lane, letter, producer.send(sent)));
        lane.letters.add(letter);
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String key, String value) {
        if (!value.isEmpty()) {
            letter.headers().add(key, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Waits until all that was added is stored; only then may a watermark pass it.
     *
     * @return the commands that mark the letters in Redis, to be applied together with passing their records
     */
    Map<Lane, List<Command>> flush() {
        Map<Lane, List<Command>> marks = new LinkedHashMap<>();
        try {
            for (Pending each : pending) {
                long place = each.sent().get().offset();
                Instant since = each.letter().since();
                WaitingLetter letter = new WaitingLetter(
                        each.letter().position(), place, since, each.letter().touches());
                each.lane().letters.add(letter);
                marks.computeIfAbsent(each.lane(), any -> new ArrayList<>()).add(mark(each.lane(), letter));
            }
            return marks;
        } catch (ExecutionException e) {
            throw new KafkaException("a dead letter could not be written to " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while writing a dead letter", e);
        } finally {
            pending.clear();
        }
    }

    private static Command mark(Lane lane, WaitingLetter letter) {
        return Command.of(Verb.HSET, lane.lettersKey, String.valueOf(letter.position()), letter.text());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}

package io.rowcast.writer;

import io.rowcast.redis.Held;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.Pages;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.RedisKeys;
import io.rowcast.redis.RedisSession;
import io.rowcast.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a person does with dead letters: look at those that wait, and ask the writers to replay or discard some. It changes
 * nothing itself; a request goes through the topic of the rows, and the writer of the lane answers it in its place.
 */
public final class LetterDesk implements AutoCloseable {
    private final Map<String, Object> kafka;
    private final RedisKeys keys;
    private final RedisSession redis;
    private final LetterShelf shelf;

    /** @throws RedisAwayException when Redis, which knows what waits, cannot be reached */
    public LetterDesk(String pipeline, Map<String, Object> kafka, RedisConnector redis) throws RedisAwayException {
        this.kafka = Map.copyOf(kafka);
        this.keys = new RedisKeys(pipeline);
        this.redis = redis.open();
        this.shelf = new LetterShelf(kafka, new TopicNames(pipeline).deadLetters());
    }

    /** The letters of chosen lanes that wait, in the order in which they would be replayed. */
    public List<LetterInfo> waiting(Predicate<LaneId> chosen) throws RedisAwayException {
        List<LetterInfo> found = new ArrayList<>();
        for (var lane : letters(chosen).entrySet()) {
            for (WaitingLetter letter : lane.getValue().all()) {
                found.add(info(lane.getKey(), lane.getValue(), letter));
            }
        }
        return found;
    }

    private static LetterInfo info(LaneId lane, WaitingLetters letters, WaitingLetter letter) {
        return new LetterInfo(lane, letter.position(), letter.place(), letter.since(), letters.behind(letter));
    }

    private Map<LaneId, WaitingLetters> letters(Predicate<LaneId> chosen) throws RedisAwayException {
        String start = keys.letters();
        Map<String, LaneId> lanes = new TreeMap<>();
        Pages found = redis.scan(glob(start) + "*", key -> true);
        while (found.hasNext()) {
            found.next().forEach(key -> lanes.put(key, LaneId.parse(key.substring(start.length()))));
        }
        lanes.values().removeIf(chosen.negate());
        Map<LaneId, WaitingLetters> letters = new LinkedHashMap<>();
        redis.hashes(lanes.keySet()).forEach((key, marks) -> {
            WaitingLetters waiting = new WaitingLetters();
            marks.forEach((position, text) -> waiting.add(WaitingLetter.parse(position, text)));
            letters.put(lanes.get(key), waiting);
        });
        return letters;
    }

    private static String glob(String literal) {
        return literal.replaceAll("([\\\\*?\\[\\]^-])", "\\\\$1");
    }

    /** The record of a letter, with why it is one; empty when it is not in the topic any more. */
    public Optional<LetterContent> content(LetterInfo letter) {
        return shelf.at(letter.place()).map(LetterDesk::content);
    }

    private static LetterContent content(ConsumerRecord<byte[], byte[]> letter) {
        Map<String, String> headers = new LinkedHashMap<>();
        letter.headers().forEach(header -> {
            if (!LetterHeaders.ALL.contains(header.key())) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return new LetterContent(
                LetterHeaders.of(letter, LetterHeaders.TABLE),
                LetterHeaders.of(letter, LetterHeaders.REASON),
                LetterHeaders.of(letter, LetterHeaders.FAILED),
                TakenEffect.parse(LetterHeaders.of(letter, LetterHeaders.DONE)).names(),
                headers,
                letter.key(),
                letter.value());
    }

    /**
     * Asks for letters to be replayed or discarded.
     *
     * @param positions of each lane; none for all of its letters
     * @return where each request stands, for {@link #isAnswered}
     */
    public Map<LaneId, Long> ask(LetterAction action, Map<LaneId, List<Long>> positions) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        Map<LaneId, Long> asked = new LinkedHashMap<>();
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var each : positions.entrySet()) {
                LaneId lane = each.getKey();
                ProducerRecord<byte[], byte[]> request =
                        new ProducerRecord<>(lane.topic(), lane.partition(), null, null);
                byte[] text = LetterWork.text(action, each.getValue()).getBytes(StandardCharsets.UTF_8);
                request.headers().add(LetterWork.HEADER, text);
                asked.put(lane, producer.send(request).get().offset());
            }
            return asked;
        } catch (ExecutionException e) {
            throw new KafkaException("the request could not be written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while writing a request", e);
        }
    }

    /** Whether the writers have come past the requests, and so have done what they could. */
    public boolean isAnswered(Map<LaneId, Long> asked) throws RedisAwayException {
        Map<LaneId, String> watermarks = new LinkedHashMap<>();
        asked.keySet().forEach(lane -> watermarks.put(lane, keys.watermark(lane)));
        Map<LaneId, Held> held = redis.watch(watermarks).await();
        return asked.entrySet().stream()
                .allMatch(request -> Optional.ofNullable(held.get(request.getKey()))
                        .flatMap(Held::watermark)
                        .filter(watermark -> watermark.offset() > request.getValue())
                        .isPresent());
    }

    @Override
    public void close() {
        shelf.close();
        redis.close();
    }
}

package io.rowcast.writer;

import io.rowcast.model.TableId;
import io.rowcast.redis.Held;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.RedisKeys;
import io.rowcast.redis.RedisSession;
import io.rowcast.redis.Watermark;
import io.rowcast.topic.TopicNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is in Kafka is in Redis too, as anybody can see it in the watermarks, whichever writers are at work. For one
 * thread.
 */
public final class AppliedOffsets implements AutoCloseable {

    /**
     * What a lane must have come to.
     *
     * @param offset behind the last record
     * @param topicId Kafka's id of the topic that it counts in
     */
    public record End(long offset, String topicId) {
        boolean isReached(Watermark watermark) {
            return watermark.offset() >= offset && watermark.topicId().equals(topicId);
        }
    }

    private final RedisConnector redis;
    private final RedisKeys keys;
    private final TopicEnds ends;
    private @Nullable RedisSession session;

    /** @param wanted tables that are mapped: nobody applies the rows of others */
    public AppliedOffsets(String pipeline, Map<String, Object> kafka, RedisConnector redis, Predicate<TableId> wanted) {
        this.redis = redis;
        this.keys = new RedisKeys(pipeline);
        this.ends = new TopicEnds(new TopicNames(pipeline), kafka, wanted);
    }

    /**
     * Behind the last record of each lane, of all that was sent to Kafka up to now.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka is away
     */
    public Map<LaneId, End> ends() {
        return ends.now();
    }

    /**
     * Those of the ends that Redis has not come to.
     *
     * @throws RedisAwayException also when what it holds cannot be told for now
     */
    public Map<LaneId, End> ahead(Map<LaneId, End> wanted) throws RedisAwayException {
        Map<LaneId, End> ahead = new LinkedHashMap<>(wanted);
        ahead.values().removeIf(end -> end.offset() == 0);
        if (!ahead.isEmpty()) {
            Map<LaneId, String> watermarks = new LinkedHashMap<>();
            ahead.keySet().forEach(lane -> watermarks.put(lane, keys.watermark(lane)));
            Map<LaneId, Held> held = held(watermarks);
            ahead.entrySet()
                    .removeIf(each -> Optional.ofNullable(held.get(each.getKey()))
                            .flatMap(Held::watermark)
                            .filter(each.getValue()::isReached)
                            .isPresent());
        }
        return ahead;
    }

    private Map<LaneId, Held> held(Map<LaneId, String> watermarks) throws RedisAwayException {
        try {
            if (session == null) {
                session = redis.open();
            }
            return session.watch(watermarks).await();
        } catch (RedisAwayException e) {
            forgetRedis();
            throw e;
        }
    }

    /** Topics may be others now. */
    public void forgetTopics() {
        ends.forget();
    }

    /** The next look is by a new connection: to whoever is the primary then. */
    public void forgetRedis() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    @Override
    public void close() {
        forgetRedis();
        ends.close();
    }
}

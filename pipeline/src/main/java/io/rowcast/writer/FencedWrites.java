package io.rowcast.writer;

import io.rowcast.model.Command;
import io.rowcast.redis.Batch;
import io.rowcast.redis.ExecReply;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.Letter;
import io.rowcast.redis.Origin;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisSession;
import io.rowcast.redis.Watermark;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands on behalf of a lane that are not those of a row: refused when the lane has a newer owner. */
final class FencedWrites {
    private final Watermarks watermarks;
    private final String owner;

    FencedWrites(Watermarks watermarks, String owner) {
        this.watermarks = watermarks;
        this.owner = owner;
    }

    /**
     * Applies commands on keys of Rowcast's own at once, and the lane's watermark with them if there is one.
     *
     * @param offset of the record that asks for it
     */
    void apply(RedisSession redis, Lane lane, long offset, List<Command> commands, @Nullable Watermark watermark)
            throws RedisAwayException, FencedException, WentBackException {
        List<ExecReply.Failure> failures = exec(redis, lane, offset, commands, watermark);
        if (!failures.isEmpty()) {
            throw new HaltException("a key that Rowcast keeps for itself was changed by somebody else: "
                    + failures.get(0).message());
        }
    }

    /** Applies commands at once, and returns those that failed by themselves. */
    List<ExecReply.Failure> tryEach(RedisSession redis, Lane lane, long offset, List<Command> commands)
            throws RedisAwayException, FencedException, WentBackException {
        return exec(redis, lane, offset, commands, null);
    }

    /** Applies a dead letter at once, and returns those of its commands that failed. */
    List<ExecReply.Failure> replay(RedisSession redis, Lane lane, Letter letter)
            throws RedisAwayException, FencedException, WentBackException {
        ExecReply reply = redis.replay(letter, watched(redis, lane), owner);
        requireUnchanged(lane, !reply.refused());
        return reply.failures();
    }

    /** Adds to the notes that all lanes of a topic share. */
    void note(RedisSession redis, Lane lane, String key, Map<String, String> notes)
            throws RedisAwayException, FencedException, WentBackException {
        requireUnchanged(lane, redis.note(lane.id, watched(redis, lane), owner, key, notes));
    }

    /** Makes what a late writer still sends of the lane's records below an offset come to nothing. */
    void seal(RedisSession redis, Lane lane, long offset)
            throws RedisAwayException, FencedException, WentBackException {
        requireUnchanged(lane, redis.seal(lane.id, watched(redis, lane), lane.topicId, offset));
    }

    private Map<LaneId, String> watched(RedisSession redis, Lane lane)
            throws RedisAwayException, FencedException, WentBackException {
        var key = Lanes.keys(List.of(lane));
        watermarks.verify(List.of(lane), redis.watch(key).await());
        return key;
    }

    private static void requireUnchanged(Lane lane, boolean unchanged) throws WentBackException {
        if (!unchanged) {
            throw new WentBackException("the watermark of " + lane.id + " changed while it was written");
        }
    }

    private List<ExecReply.Failure> exec(
            RedisSession redis, Lane lane, long offset, List<Command> commands, @Nullable Watermark watermark)
            throws RedisAwayException, FencedException, WentBackException {
        var key = watched(redis, lane);
        Map<LaneId, Watermark> stored = watermark == null ? Map.of() : Map.of(lane.id, watermark);
        List<Origin> origins = commands.isEmpty() ? List.of() : List.of(new Origin(lane.id, lane.topicId, offset, 0));
        ExecReply reply =
                redis.exec(new Batch(commands, origins, stored), key, owner).await();
        requireUnchanged(lane, !reply.refused());
        return reply.failures();
    }
}

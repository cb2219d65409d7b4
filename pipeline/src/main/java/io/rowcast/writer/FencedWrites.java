package io.rowcast.writer;

import io.rowcast.model.Command;
import io.rowcast.redis.Batch;
import io.rowcast.redis.ExecReply;
import io.rowcast.redis.LaneId;
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

    /** Applies commands on keys of Rowcast's own in one transaction, and the lane's watermark with them if there is one. */
    void apply(RedisSession redis, Lane lane, List<Command> commands, @Nullable Watermark watermark)
            throws RedisAwayException, FencedException, WentBackException {
        List<ExecReply.Failure> failures = exec(redis, lane, commands, watermark);
        if (!failures.isEmpty()) {
            throw new HaltException("a key that Rowcast keeps for itself was changed by somebody else: "
                    + failures.get(0).message());
        }
    }

    /** Applies commands in one transaction that leaves the watermark, and returns those that failed by themselves. */
    List<ExecReply.Failure> tryEach(RedisSession redis, Lane lane, List<Command> commands)
            throws RedisAwayException, FencedException, WentBackException {
        return exec(redis, lane, commands, null);
    }

    private List<ExecReply.Failure> exec(
            RedisSession redis, Lane lane, List<Command> commands, @Nullable Watermark watermark)
            throws RedisAwayException, FencedException, WentBackException {
        var key = Lanes.keys(List.of(lane));
        watermarks.verify(List.of(lane), redis.watch(key).await());
        Map<LaneId, Watermark> stored = watermark == null ? Map.of() : Map.of(lane.id, watermark);
        ExecReply reply = redis.exec(new Batch(commands, stored), key, owner).await();
        if (reply.refused()) {
            throw new WentBackException("the watermark of " + lane.id + " changed while it was written");
        }
        return reply.failures();
    }
}

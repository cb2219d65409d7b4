package io.rowcast.writer;

import io.rowcast.redis.ExecReply;
import io.rowcast.redis.Held;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisSession;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches, one in flight: while Redis works on one the next is prepared. The watermarks of the next are asked for
 * before the reply of the last is awaited, so that the fence costs no round trip under load.
 */
final class Applier {
    private final Watermarks watermarks;
    private final DeadLetters deadLetters;
    private final String owner;
    private final Clock clock;
    private final WriterMetrics metrics;
    private @Nullable InFlight inFlight;

    private record InFlight(Prepared batch, RedisSession.Reply<ExecReply> reply) {}

    Applier(Watermarks watermarks, DeadLetters deadLetters, String owner, Clock clock, WriterMetrics metrics) {
        this.watermarks = watermarks;
        this.deadLetters = deadLetters;
        this.owner = owner;
        this.clock = clock;
        this.metrics = metrics;
    }

    void send(RedisSession redis, Prepared batch) throws RedisAwayException, FencedException, WentBackException {
        Map<LaneId, String> keys = batch.keys();
        RedisSession.Reply<Map<LaneId, Held>> watched = redis.watch(keys);
        settle();
        watermarks.verify(batch.next().keySet(), watched.await());
        inFlight = new InFlight(batch, redis.exec(batch.batch(), keys, owner));
    }

    boolean busy() {
        return inFlight != null;
    }

    /** Awaits the reply to the batch in flight, looks at all of it, and only then lets the lanes advance. */
    void settle() throws RedisAwayException, WentBackException {
        if (inFlight == null) {
            return;
        }
        InFlight sent = inFlight;
        inFlight = null;
        ExecReply reply = sent.reply().await();
        if (reply.refused()) {
            throw new WentBackException("a watermark changed while a batch was on its way");
        }
        Prepared batch = sent.batch();
        for (ExecReply.Failure failure : reply.failures()) {
            deadLetters.add(batch, failure);
        }
        deadLetters.flush();
        batch.next().forEach(watermarks::advance);
        count(batch);
    }

    /** Forgets the batch in flight; the watermark tells whether it was applied. */
    void drop() {
        inFlight = null;
    }

    private void count(Prepared batch) {
        metrics.applied(batch.records(), batch.commands().size());
        batch.rows().forEach((lane, rows) -> lane.table.rows.increment(rows));
        Instant now = clock.instant();
        batch.commits().forEach(commit -> metrics.visible(commit, now));
    }
}

package io.rowcast.writer;

import io.rowcast.model.Command;
import io.rowcast.redis.Batch;
import io.rowcast.redis.ExecReply;
import io.rowcast.redis.Held;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisSession;
import io.rowcast.redis.Watermark;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches, one in flight: while Redis works on one the next is prepared. The watermarks of the next are asked for
 * before the reply of the last is awaited, so that the fence costs no round trip under load.
 */
final class Applier {
    private final Watermarks watermarks;
    private final FencedWrites writes;
    private final DeadLetters deadLetters;
    private final String owner;
    private final Clock clock;
    private final WriterMetrics metrics;
    private @Nullable InFlight inFlight;

    private record InFlight(RedisSession redis, Prepared batch, Batch sent, RedisSession.Reply<ExecReply> reply) {}

    Applier(
            Watermarks watermarks,
            FencedWrites writes,
            DeadLetters deadLetters,
            String owner,
            Clock clock,
            WriterMetrics metrics) {
        this.watermarks = watermarks;
        this.writes = writes;
        this.deadLetters = deadLetters;
        this.owner = owner;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Sends a batch, when the one before is settled.
     *
     * @return whether it was sent: it is not when dead letters came up that it was prepared without
     */
    boolean send(RedisSession redis, Prepared batch) throws RedisAwayException, FencedException, WentBackException {
        Map<LaneId, String> keys = batch.keys();
        RedisSession.Reply<Map<LaneId, Held>> watched = redis.watch(keys);
        if (!settle()) {
            return false;
        }
        watermarks.verify(batch.next().keySet(), watched.await());
        Batch sent = batch.batch();
        inFlight = new InFlight(redis, batch, sent, redis.exec(sent, keys, owner));
        return true;
    }

    boolean busy() {
        return inFlight != null;
    }

    /**
     * Awaits the reply to the batch in flight, looks at all of it, and only then lets the lanes advance.
     *
     * @return whether all of it took effect; if not, the lanes hold back from now on what must not overtake it
     */
    boolean settle() throws RedisAwayException, FencedException, WentBackException {
        if (inFlight == null) {
            return true;
        }
        InFlight sent = inFlight;
        inFlight = null;
        ExecReply reply = sent.reply().await();
        if (reply.refused()) {
            watermarks.requireOurs(sent.batch().next().keySet());
            throw new WentBackException("a watermark changed while a batch was on its way");
        }
        Prepared batch = sent.batch();
        List<FailedRecord> failed = batch.failed(reply.failures());
        failed.forEach(record -> record.bury(deadLetters));
        Map<Lane, List<Command>> marks = deadLetters.flush();
        batch.next().forEach(watermarks::advance);
        for (var mark : marks.entrySet()) {
            Lane lane = mark.getKey();
            Watermark stored = sent.sent().watermarks().get(lane.id);
            writes.apply(sent.redis(), lane, lane.applied() - 1, mark.getValue(), checked(stored));
        }
        Instant now = clock.instant();
        batch.endTraces(failed, now);
        count(batch, now);
        return marks.isEmpty();
    }

    /** The same place, with all replies seen. */
    private static @Nullable Watermark checked(@Nullable Watermark stored) {
        return stored == null
                ? null
                : new Watermark(stored.offset(), stored.offset(), stored.topicId(), stored.source());
    }

    /** Forgets the batch in flight; the watermark tells whether it was applied. */
    void drop() {
        inFlight = null;
    }

    private void count(Prepared batch, Instant now) {
        metrics.applied(batch.records(), batch.commands().size());
        batch.newest().forEach(Lane::upToDateAt);
        batch.rows().forEach((lane, rows) -> lane.table.rows.increment(rows));
        batch.commits().forEach(commit -> metrics.visible(commit, now));
    }
}

package io.rowcast.writer;

import io.rowcast.mapping.UnmappableRowException;
import io.rowcast.model.Change;
import io.rowcast.model.Command;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowState;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisSession;
import io.rowcast.topic.AmbiguousValueException;
import io.rowcast.topic.UndecodableException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once more at records that a writer applied and died before it saw the replies. Redis is only asked, not changed:
 * what it says of a key now is what it said to the command then, as nothing was applied since.
 */
final class Recheck {
    private static final Logger LOG = LoggerFactory.getLogger(Recheck.class);

    private final RecordQueue queue;
    private final DeadLetters deadLetters;
    private final FencedWrites writes;

    Recheck(RecordQueue queue, DeadLetters deadLetters, FencedWrites writes) {
        this.queue = queue;
        this.deadLetters = deadLetters;
        this.writes = writes;
    }

    /** Takes the polled records that are already applied. */
    void run(RedisSession redis) throws RedisAwayException, FencedException, WentBackException {
        Prepared seen = new Prepared();
        for (Run run = queue.pollApplied(); run != null; run = queue.pollApplied()) {
            add(run, seen);
        }
        seen.failed(redis.probe(seen.commands())).forEach(record -> record.bury(deadLetters));
        Map<Lane, List<Command>> marks = deadLetters.flush();
        seen.next().forEach(Lane::checkedTo);
        for (var mark : marks.entrySet()) {
            Lane lane = mark.getKey();
            writes.apply(redis, lane, lane.applied() - 1, mark.getValue(), lane.watermarkAt(lane.applied()));
        }
    }

    private static void add(Run run, Prepared seen) {
        int unknown = 0;
        while (!run.isEmpty()) {
            ConsumerRecord<byte[], byte[]> record = run.take();
            try {
                add(run.lane, record, seen);
            } catch (TableStoppedException e) {
                unknown++;
                seen.pass(run.lane, record);
            }
        }
        if (unknown > 0) {
            LOG.atWarn()
                    .addKeyValue("table", run.lane.table.id)
                    .addKeyValue("rows", unknown)
                    .log("the mapping file fits newer rows only; whether Redis took all of some that a writer applied"
                            + " right before it ended cannot be told any more");
        }
    }

    private static void add(Lane lane, ConsumerRecord<byte[], byte[]> record, Prepared seen)
            throws TableStoppedException {
        int firstCommand = seen.commands().size();
        if (lane.letters.contains(record.offset())) {
            seen.pass(lane, record);
            return;
        }
        try {
            MappedVersion version = lane.version(record);
            Change change = version.intake().look(record);
            if (change instanceof RowChange || change instanceof RowState) {
                RecordQueue.map(version, change, seen);
                seen.add(lane, record, firstCommand);
                return;
            }
        } catch (UndecodableException | UnmappableRowException | AmbiguousValueException e) {
            // Stored among the dead letters before the batch it was in was sent.
        }
        seen.pass(lane, record);
    }
}

package io.rowcast.writer;

import io.rowcast.mapping.UnmappableRowException;
import io.rowcast.model.Change;
import io.rowcast.model.Command;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowState;
import io.rowcast.redis.ExecReply;
import io.rowcast.redis.Origin;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisSession;
import io.rowcast.topic.AmbiguousValueException;
import io.rowcast.topic.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once more at the last batch of a lane, when a writer applied it and ended before it told that it had seen the
 * replies. Of the commands that must not be sent again Redis has noted which ones it refused. The others are sent again,
 * all at once: nothing newer of the lane was applied since, so they change nothing, and this time the replies are seen.
 * So it does not matter how others have changed the keys meanwhile.
 */
final class Recheck {
    private static final Logger LOG = LoggerFactory.getLogger(Recheck.class);

    private final RecordQueue queue;
    private final Preparation preparation;
    private final DeadLetters deadLetters;
    private final FencedWrites writes;

    Recheck(RecordQueue queue, Preparation preparation, DeadLetters deadLetters, FencedWrites writes) {
        this.queue = queue;
        this.preparation = preparation;
        this.deadLetters = deadLetters;
        this.writes = writes;
    }

    /** Takes the polled records that are already applied, where all of a lane are there. */
    void run(RedisSession redis) throws RedisAwayException, FencedException, WentBackException {
        for (Run run = queue.pollApplied(); run != null; run = queue.pollApplied()) {
            Lane lane = run.lane;
            Prepared seen = new Prepared();
            add(run, seen);
            List<ExecReply.Failure> failures = noted(redis, lane, seen);
            failures.addAll(sentAgain(redis, lane, seen.commands()));
            seen.failed(failures).forEach(record -> record.bury(deadLetters));
            Map<Lane, List<Command>> marks = deadLetters.flush();
            lane.checkedTo(lane.applied());
            for (var mark : marks.entrySet()) {
                writes.apply(redis, lane, lane.applied() - 1, mark.getValue(), lane.watermarkAt(lane.applied()));
            }
        }
    }

    private static List<ExecReply.Failure> noted(RedisSession redis, Lane lane, Prepared seen)
            throws RedisAwayException {
        List<Command> commands = seen.commands();
        Set<String> keys = RedisSession.noted(commands);
        List<ExecReply.Failure> failures = new ArrayList<>();
        if (keys.isEmpty()) {
            return failures;
        }
        Map<String, String> refused = redis.refused(lane.id, lane.watermarkKey, lane.topicId);
        List<Origin> origins = seen.batch().origins();
        for (int i = 0; i < origins.size(); i++) {
            int end = i + 1 < origins.size() ? origins.get(i + 1).firstCommand() : commands.size();
            for (int index = origins.get(i).firstCommand(); index < end; index++) {
                String message = refused.get(origins.get(i).id(index));
                if (message != null && keys.contains(commands.get(index).key())) {
                    failures.add(new ExecReply.Failure(index, message));
                }
            }
        }
        return failures;
    }

    private List<ExecReply.Failure> sentAgain(RedisSession redis, Lane lane, List<Command> commands)
            throws RedisAwayException, FencedException, WentBackException {
        Set<String> noted = RedisSession.noted(commands);
        List<Integer> indexes = new ArrayList<>();
        List<Command> again = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            if (commands.get(i).verb().repeatable()
                    && !noted.contains(commands.get(i).key())) {
                indexes.add(i);
                again.add(commands.get(i));
            }
        }
        if (again.isEmpty()) {
            return List.of();
        }
        TreeMap<Integer, String> failures = new TreeMap<>();
        writes.tryEach(redis, lane, lane.applied() - 1, again)
                .forEach(failure -> failures.put(failure.command(), failure.message()));
        return LastWord.of(again, failures.navigableKeySet()).stream()
                .map(index -> new ExecReply.Failure(indexes.get(index), failures.getOrDefault(index, "")))
                .toList();
    }

    private void add(Run run, Prepared seen) {
        int unknown = 0;
        while (!run.isEmpty()) {
            ConsumerRecord<byte[], byte[]> record = run.take();
            try {
                add(run.lane, record, seen);
            } catch (TableStoppedException e) {
                unknown++;
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

    private void add(Lane lane, ConsumerRecord<byte[], byte[]> record, Prepared seen) throws TableStoppedException {
        if (lane.letters.contains(record.offset())) {
            return;
        }
        int firstCommand = seen.commands().size();
        try {
            MappedVersion version = lane.version(record);
            Change change = version.intake().look(record);
            if (change instanceof RowChange || change instanceof RowState) {
                preparation.map(version, change, seen);
                seen.add(lane, record, firstCommand);
            }
        } catch (UndecodableException | UnmappableRowException | AmbiguousValueException e) {
            // Stored among the dead letters before the batch it was in was sent.
        }
    }
}

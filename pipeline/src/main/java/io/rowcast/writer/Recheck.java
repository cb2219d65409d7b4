package io.rowcast.writer;

import io.rowcast.mapping.UnmappableRowException;
import io.rowcast.model.Change;
import io.rowcast.model.RowChange;
import io.rowcast.redis.ExecReply;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisSession;
import io.rowcast.topic.UndecodableException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks once more at records that a writer applied and died before it saw the replies. Redis is only asked, not changed:
 * what it says of a key now is what it said to the command then, as nothing was applied since.
 */
final class Recheck {
    private final RecordQueue queue;
    private final Lanes lanes;
    private final DeadLetters deadLetters;

    Recheck(RecordQueue queue, Lanes lanes, DeadLetters deadLetters) {
        this.queue = queue;
        this.lanes = lanes;
        this.deadLetters = deadLetters;
    }

    /** Takes the polled records that are already applied. */
    void run(RedisSession redis) throws RedisAwayException {
        Prepared seen = new Prepared();
        for (ConsumerRecord<byte[], byte[]> record = queue.pollApplied();
                record != null;
                record = queue.pollApplied()) {
            add(lanes.of(new TopicPartition(record.topic(), record.partition())), record, seen);
        }
        for (ExecReply.Failure failure : redis.probe(seen.commands())) {
            deadLetters.add(seen, failure);
        }
        deadLetters.flush();
        seen.next().forEach(Lane::checkedTo);
    }

    private static void add(Lane lane, ConsumerRecord<byte[], byte[]> record, Prepared seen) {
        int firstCommand = seen.commands().size();
        try {
            Change change = RecordQueue.decode(lane, record);
            if (change instanceof RowChange row) {
                lane.mapping.apply(row, seen.commands());
                seen.add(lane, record, firstCommand);
                return;
            }
        } catch (UndecodableException | UnmappableRowException e) {
            // Stored among the dead letters before the batch it was in was sent.
        }
        seen.pass(lane, record);
    }
}

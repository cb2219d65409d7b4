package io.rowcast.writer;

import io.rowcast.mapping.UnmappableRowException;
import io.rowcast.model.Change;
import io.rowcast.model.Command;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowState;
import io.rowcast.model.Verb;
import io.rowcast.redis.ExecReply;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisSession;
import io.rowcast.redis.Watermark;
import io.rowcast.topic.AmbiguousValueException;
import io.rowcast.topic.UndecodableException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what was asked to be done with the dead letters of lanes, in their order. A letter leaves the marks in Redis in the
 * transaction that applies it, so a crash at any point neither loses nor repeats it. One that fails again stays where it
 * is, with what waits behind it.
 */
final class LetterReplay {
    private static final Logger LOG = LoggerFactory.getLogger(LetterReplay.class);

    /** Letters at a time, so that other lanes go on. */
    private static final int STEP = 100;

    private final Lanes lanes;
    private final Watermarks watermarks;
    private final FencedWrites writes;
    private final DeadLetters deadLetters;
    private final LetterShelf shelf;
    private final TimeLeft timeLeft;
    private final WriterMetrics metrics;

    LetterReplay(
            Lanes lanes,
            Watermarks watermarks,
            FencedWrites writes,
            DeadLetters deadLetters,
            LetterShelf shelf,
            Clock clock,
            WriterMetrics metrics) {
        this.lanes = lanes;
        this.watermarks = watermarks;
        this.writes = writes;
        this.deadLetters = deadLetters;
        this.shelf = shelf;
        this.timeLeft = new TimeLeft(clock);
        this.metrics = metrics;
    }

    /** Learns which letters of lanes wait that were just attached. What is left of an earlier topic is struck out. */
    void readMarks(RedisSession redis, Collection<Lane> attached)
            throws RedisAwayException, FencedException, WentBackException {
        List<Lane> unread =
                attached.stream().filter(lane -> !lane.lettersRead()).toList();
        if (unread.isEmpty()) {
            return;
        }
        Map<String, Map<String, String>> marks =
                redis.hashes(unread.stream().map(lane -> lane.lettersKey).toList());
        for (Lane lane : unread) {
            Map<String, String> waiting = marks.getOrDefault(lane.lettersKey, Map.of());
            if (lane.resetExpected() && !waiting.isEmpty()) {
                writes.apply(redis, lane, lane.applied(), List.of(Command.of(Verb.UNLINK, lane.lettersKey)), null);
                waiting = Map.of();
            }
            lane.read(waiting.entrySet().stream()
                    .map(mark -> WaitingLetter.parse(mark.getKey(), mark.getValue()))
                    .toList());
        }
    }

    /** Takes every lane that was asked for something a step further. No batch may be in flight. */
    void advance(RedisSession redis) throws RedisAwayException, FencedException, WentBackException {
        for (Lane lane : lanes.waiting()) {
            LetterWork work = lane.work();
            if (work != null) {
                advance(redis, lane, work);
            }
        }
    }

    private void advance(RedisSession redis, Lane lane, LetterWork work)
            throws RedisAwayException, FencedException, WentBackException {
        if (!work.begun()) {
            forgetUnseen(redis, lane);
        }
        Deque<WaitingLetter> left = work.left(lane.letters);
        if (work.action() == LetterAction.DISCARD) {
            discard(redis, lane, left);
        }
        for (int i = 0; i < STEP && !left.isEmpty(); i++) {
            replay(redis, lane, left.remove());
        }
        if (left.isEmpty()) {
            end(redis, lane, work);
        }
    }

    /** Says that all replies were seen: else who comes after a crash takes letters that are done for rows of the last batch. */
    private void forgetUnseen(RedisSession redis, Lane lane)
            throws RedisAwayException, FencedException, WentBackException {
        if (!lane.resetExpected()) {
            writes.apply(redis, lane, lane.applied(), List.of(), lane.watermarkAt(lane.applied()));
        }
    }

    private void end(RedisSession redis, Lane lane, LetterWork work)
            throws RedisAwayException, FencedException, WentBackException {
        long next = work.offset() + 1;
        if (!lane.stopped()) {
            writes.apply(
                    redis, lane, work.offset(), List.of(), new Watermark(next, next, lane.topicId, lane.sourceText()));
            watermarks.advance(lane, next);
        }
        lanes.endWork(lane, work);
        LOG.atInfo()
                .addKeyValue("table", lane.table.id)
                .addKeyValue("topic", lane.partition.topic())
                .addKeyValue("partition", lane.partition.partition())
                .addKeyValue("left", lane.letters.size())
                .log(
                        work.action() == LetterAction.REPLAY
                                ? "dead letters were replayed"
                                : "dead letters were discarded");
    }

    private void discard(RedisSession redis, Lane lane, Deque<WaitingLetter> letters)
            throws RedisAwayException, FencedException, WentBackException {
        List<Command> commands = new ArrayList<>();
        letters.forEach(letter -> commands.add(strike(lane, letter)));
        if (!commands.isEmpty()) {
            writes.apply(redis, lane, lane.applied(), commands, null);
        }
        letters.forEach(letter -> lane.letters.remove(letter.position()));
        letters.clear();
    }

    private static Command strike(Lane lane, WaitingLetter letter) {
        return Command.of(Verb.HDEL, lane.lettersKey, String.valueOf(letter.position()));
    }

    private void replay(RedisSession redis, Lane lane, WaitingLetter letter)
            throws RedisAwayException, FencedException, WentBackException {
        if (lane.letters.before(letter.touches(), letter.position()).isPresent()) {
            return; // it waits for one that failed again
        }
        Optional<ConsumerRecord<byte[], byte[]>> record = shelf.at(letter.place())
                .filter(found ->
                        LetterHeaders.of(found, LetterHeaders.POSITION).equals(lane.id + "@" + letter.position()));
        if (record.isEmpty()) {
            LOG.atError()
                    .addKeyValue("table", lane.table.id)
                    .addKeyValue("position", lane.id + "@" + letter.position())
                    .log(
                            "the dead letter is not in its topic any more: it can be discarded, and its table loaded again");
            return;
        }
        replay(redis, lane, letter, record.get());
    }

    private void replay(RedisSession redis, Lane lane, WaitingLetter letter, ConsumerRecord<byte[], byte[]> record)
            throws RedisAwayException, FencedException, WentBackException {
        TakenEffect done = TakenEffect.parse(LetterHeaders.of(record, LetterHeaders.DONE));
        List<Command> commands;
        try {
            commands = done.remaining(commands(lane, record));
        } catch (UndecodableException | UnmappableRowException | TableStoppedException e) {
            stays(redis, lane, letter, record, String.valueOf(e.getMessage()), "", done);
            return;
        }
        FailedRecord refused = new FailedRecord(lane, record, commands, probe(redis, commands));
        if (!refused.failures().isEmpty()) {
            stays(redis, lane, letter, record, refused, done);
            return;
        }
        List<Command> all = new ArrayList<>(commands);
        all.add(strike(lane, letter));
        Map<Integer, String> failures = byCommand(writes.tryEach(redis, lane, lane.applied(), all));
        lane.letters.remove(letter.position());
        if (!failures.isEmpty()) {
            FailedRecord failed = new FailedRecord(lane, record, commands, failures);
            stays(redis, lane, letter, record, failed, failed.done(done));
            return;
        }
        metrics.replayed.increment();
        lane.table.rows.increment();
    }

    private List<Command> commands(Lane lane, ConsumerRecord<byte[], byte[]> record)
            throws UndecodableException, TableStoppedException {
        try {
            MappedVersion version = lane.version(record);
            Change change = version.intake().look(record);
            List<Command> commands = new ArrayList<>();
            if (change instanceof RowChange row) {
                version.mapping().apply(row, commands);
                timeLeft.shorten(commands, 0, row.committed());
            } else if (change instanceof RowState state) {
                version.mapping().apply(state, commands);
            }
            return commands;
        } catch (AmbiguousValueException e) {
            throw new TableStoppedException(String.valueOf(e.getMessage()));
        }
    }

    /** What would fail; a key that the commands themselves empty before is not asked about. */
    private static Map<Integer, String> probe(RedisSession redis, List<Command> commands) throws RedisAwayException {
        Set<String> emptied = new HashSet<>();
        List<Integer> asked = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            Command command = commands.get(i);
            if (command.verb() == Verb.UNLINK || command.verb() == Verb.SET) {
                emptied.add(command.key());
            } else if (!emptied.contains(command.key())) {
                asked.add(i);
            }
        }
        return redis.probe(asked.stream().map(commands::get).toList()).stream()
                .collect(Collectors.toMap(
                        failure -> asked.get(failure.command()),
                        ExecReply.Failure::message,
                        (a, b) -> a,
                        TreeMap::new));
    }

    private static Map<Integer, String> byCommand(List<ExecReply.Failure> failures) {
        return failures.stream()
                .collect(Collectors.toMap(
                        ExecReply.Failure::command, ExecReply.Failure::message, (a, b) -> a, TreeMap::new));
    }

    private void stays(
            RedisSession redis,
            Lane lane,
            WaitingLetter letter,
            ConsumerRecord<byte[], byte[]> record,
            FailedRecord failed,
            TakenEffect done)
            throws RedisAwayException, FencedException, WentBackException {
        String reason;
        try {
            reason = failed.reason(lane.version(record).mapping());
        } catch (TableStoppedException e) {
            throw new IllegalStateException("could be mapped a moment ago", e);
        }
        stays(redis, lane, letter, record, reason, failed.failed(), done);
    }

    /** Writes the letter again if there is news of it. */
    private void stays(
            RedisSession redis,
            Lane lane,
            WaitingLetter letter,
            ConsumerRecord<byte[], byte[]> record,
            String reason,
            String failed,
            TakenEffect done)
            throws RedisAwayException, FencedException, WentBackException {
        boolean known = reason.equals(LetterHeaders.of(record, LetterHeaders.REASON))
                && done.text().equals(LetterHeaders.of(record, LetterHeaders.DONE));
        if (known) {
            return;
        }
        deadLetters.again(lane, letter, record, reason, failed, done);
        for (var mark : deadLetters.flush().entrySet()) {
            writes.apply(redis, lane, lane.applied(), mark.getValue(), null);
        }
    }
}

package io.rowcast.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.rowcast.model.Command;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of a batch that one lane has for one slot, in their order: they take effect together, and once. */
final class SlotGroup {
    private static final byte[] NOTHING = {};

    final ClusterLane lane;
    final int slot;
    final String topicId;
    private final List<Entry> entries = new ArrayList<>(2);
    private long next = -1;

    /** @param index in the batch */
    record Entry(Command command, String key, int index, long offset, String id) {}

    SlotGroup(ClusterLane lane, String topicId, int slot) {
        this.lane = lane;
        this.topicId = topicId;
        this.slot = slot;
    }

    void add(Command command, String key, int index, Origin origin) {
        entries.add(new Entry(command, key, index, origin.offset(), origin.id(index)));
    }

    SlotMarks marks() {
        return lane.marks(topicId);
    }

    Entry entry(int index) {
        return entries.get(index);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Takes out what is applied already; says which of it had failed. */
    List<ExecReply.Failure> skipApplied() {
        long mark = marks().offset(slot);
        List<ExecReply.Failure> failures = new ArrayList<>();
        while (!entries.isEmpty() && entries.get(0).offset() < mark) {
            Entry applied = entries.remove(0);
            String failure = marks().failure(slot, applied.id());
            if (failure != null) {
                failures.add(new ExecReply.Failure(applied.index(), failure));
            }
        }
        return failures;
    }

    /**
     * How far the slot is when the group is applied.
     *
     * @param watermark of the lane with the batch, {@code null} when the lane stays where it is
     */
    void aimAt(@Nullable Watermark watermark) {
        if (watermark != null) {
            long passed = Math.min(entries.get(entries.size() - 1).offset() + 1, watermark.offset());
            next = passed > marks().offset(slot) ? passed : -1;
        }
    }

    /** What {@link SlotScript#APPLY} makes of it. */
    SlotCall<List<byte[]>> call(String marksKey, Capabilities can) {
        return SlotCall.writing(
                slot,
                () -> Wire.command(
                        Wire.EVALSHA, new ValueListOutput<>(ByteArrayCodec.INSTANCE), arguments(marksKey, can)));
    }

    /** What {@link SlotScript#LETTER} makes of it. */
    SlotCall<List<byte[]>> letterCall(String marksKey, Capabilities can, String attempt) {
        return SlotCall.writing(slot, () -> {
            var args = arguments(SlotScript.LETTER, marksKey).add(Wire.bytes(attempt));
            addEntries(args, can);
            return Wire.command(Wire.EVALSHA, new ValueListOutput<>(ByteArrayCodec.INSTANCE), args);
        });
    }

    /**
     * The letter's commands in the slot are applied, now or before.
     *
     * @param answer the attempt and its failures
     * @return false when the slot was not as expected, and nothing was applied
     */
    boolean applied(List<byte[]> answer, String attempt, List<ExecReply.Failure> failures) {
        String text = Wire.text(answer.get(0));
        if (!text.startsWith(attempt + "\n")) {
            return false;
        }
        text.lines().skip(1).forEach(line -> {
            String[] idAndMessage = line.split(" ", 2);
            int index = Integer.parseInt(idAndMessage[0].substring(idAndMessage[0].indexOf(':') + 1));
            failures.add(new ExecReply.Failure(index, idAndMessage[1]));
        });
        return true;
    }

    private CommandArgs<byte[], byte[]> arguments(Script script, String marksKey) {
        CommandArgs<byte[], byte[]> args =
                Wire.args().add(script.sha1()).add(entries.size() + 1L).addKey(Wire.bytes(marksKey));
        entries.forEach(entry -> args.addKey(Wire.bytes(entry.key())));
        return args.add(Wire.bytes(lane.id.toString()))
                .add(Wire.bytes(marks().text(slot)))
                .add(marks().isGuarded(slot) ? Wire.bytes(lane.guard().toString()) : NOTHING);
    }

    private void addEntries(CommandArgs<byte[], byte[]> args, Capabilities can) {
        for (Entry entry : entries) {
            Wire.addScripted(args, entry.command(), entry.id(), can);
        }
    }

    private CommandArgs<byte[], byte[]> arguments(String marksKey, Capabilities can) {
        CommandArgs<byte[], byte[]> args = arguments(SlotScript.APPLY, marksKey);
        SlotMarks marks = marks();
        args.add(next < 0 ? NOTHING : Wire.bytes(marks.text(next)));
        args.add(clears() ? "1" : "");
        addEntries(args, can);
        return args;
    }

    /** Failures below the checkpoint are in the dead letters: no replay comes to them again. */
    private boolean clears() {
        return marks().hasOnlyFailuresBelow(slot, lane.seen.checkpoint());
    }

    /**
     * The slot is where it was to be.
     *
     * @param answer index in the group and message of each failure
     * @return false when the slot was not as expected, and nothing was applied
     */
    boolean applied(List<byte[]> answer, List<ExecReply.Failure> failures) {
        if (answer.size() == 1) {
            return false;
        }
        SlotMarks marks = marks();
        if (clears()) {
            marks.forgetFailures(slot);
        }
        for (int i = 0; i < answer.size(); i += 2) {
            Entry failed = entries.get(Integer.parseInt(Wire.text(answer.get(i))));
            String message = Wire.text(answer.get(i + 1));
            marks.failed(slot, failed.id(), message);
            failures.add(new ExecReply.Failure(failed.index(), message));
        }
        if (next >= 0) {
            marks.advance(slot, next);
            lane.seen.mark(slot, next);
        }
        return true;
    }
}

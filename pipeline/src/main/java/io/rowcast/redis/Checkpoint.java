package io.rowcast.redis;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a master of a Cluster holds of a lane, in a slot of its own: all commands on the slots that it had when this was
 * stored are applied up to the watermark.
 *
 * @param owner the writer that stored it
 * @param epoch counts the owners: that of the newest is the highest
 * @param ranges the slots that it speaks of: {@code 0-5460,7000}
 * @param watermark {@code null} when the lane begins at the beginning of its topic
 */
record Checkpoint(
        String owner, long epoch, String ranges, @Nullable Watermark watermark) {
    private static final int FIELDS = 6;

    String text() {
        String head = owner + "\n" + epoch + "\n" + ranges;
        if (watermark == null) {
            return head;
        }
        String place = head + "\n" + watermark.offset() + "\n" + watermark.topicId();
        return watermark.source() == null ? place : place + "\n" + watermark.source();
    }

    static Checkpoint parse(String text) {
        String[] fields = text.split("\n", FIELDS);
        Watermark watermark = null;
        if (fields.length > 4) {
            long offset = Long.parseLong(fields[3]);
            watermark = new Watermark(offset, offset, fields[4], fields.length == FIELDS ? fields[5] : null);
        }
        return new Checkpoint(fields[0], Long.parseLong(fields[1]), fields[2], watermark);
    }

    Checkpoint at(@Nullable Watermark further) {
        return new Checkpoint(owner, epoch, ranges, further);
    }

    /** The slots that it speaks of. */
    BitSet slots() {
        BitSet slots = new BitSet(Slots.COUNT);
        for (String range : List.of(ranges.split(","))) {
            String[] ends = range.split("-");
            slots.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        return slots;
    }
}

package io.rowcast.topic;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where in MySQL's binlog a change stands, as the connector says.
 *
 * @param pos where in the file the event begins
 * @param row which row of the event
 * @param step 0 for what takes a row away, 1 for what brings one: a changed primary key is both, at one place
 * @param micros when MySQL committed it, in microseconds since 1970
 * @param gtid of the transaction, {@code null} on a server without
 */
public record SourcePosition(
        String file,
        long pos,
        int row,
        int step,
        long micros,
        @Nullable String gtid) {
    private static final Comparator<SourcePosition> IN_BINLOG = Comparator.comparingLong(SourcePosition::sequence)
            .thenComparingLong(SourcePosition::pos)
            .thenComparingInt(SourcePosition::row)
            .thenComparingInt(SourcePosition::step);

    /** Whether positions of the two can be compared: files of one name, told apart by their number. */
    boolean sameBinlog(SourcePosition other) {
        return base(file).equals(base(other.file));
    }

    boolean isBehind(SourcePosition other) {
        return IN_BINLOG.compare(this, other) > 0;
    }

    /** Whether both stand at the same event; the rows of a snapshot all do. */
    boolean sameEvent(SourcePosition other) {
        return file.equals(other.file) && pos == other.pos;
    }

    private static String base(String file) {
        return file.substring(0, file.lastIndexOf('.') + 1);
    }

    private long sequence() {
        String number = file.substring(file.lastIndexOf('.') + 1);
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
    }
}

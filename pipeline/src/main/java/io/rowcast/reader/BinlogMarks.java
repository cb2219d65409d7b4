package io.rowcast.reader;

import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Attaches to each record the mark that holds where the binlog is. For the thread that reads the binlog. */
final class BinlogMarks {
    private @Nullable BinlogMark current;

    /** From now on; {@code null} for none. */
    void set(@Nullable BinlogMark mark) {
        current = mark;
    }

    void attach(SourceRecord record) {
        if (current != null) {
            record.headers().add(BinlogMark.HEADER, current, null);
        }
    }
}

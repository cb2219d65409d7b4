package io.rowcast.trace;

import io.rowcast.model.TableId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a trace says of a change that the reader sends.
 *
 * @param operation as the envelope has it: c, u or d
 * @param gtid {@code null} on a server without
 * @param file of the binlog
 * @param position in that file
 * @param committed when MySQL committed it, in MySQL's clock
 * @param read when it came to the reader
 */
public record SentChange(
        TableId table,
        String topic,
        int partition,
        String operation,
        @Nullable String gtid,
        String file,
        long position,
        Instant committed,
        Instant read) {}

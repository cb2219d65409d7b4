package io.rowcast.writer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The headers that a dead letter has besides those of the record, in UTF-8. */
final class LetterHeaders {
    static final String TABLE = "rowcast.table";

    /** Topic-partition@offset of the record. */
    static final String POSITION = "rowcast.position";

    /** Why it is a dead letter, without values of the row. */
    static final String REASON = "rowcast.reason";

    /** Verb and key of the first command that Redis refused, when one was. */
    static final String FAILED = "rowcast.failed";

    /** The commands that took effect all the same; see {@link TakenEffect}. */
    static final String DONE = "rowcast.done";

    static final List<String> ALL = List.of(TABLE, POSITION, REASON, FAILED, DONE);

    private LetterHeaders() {}

    /** The header's text; empty when there is none. */
    static String of(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}

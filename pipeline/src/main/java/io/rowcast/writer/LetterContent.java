package io.rowcast.writer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is in a dead letter.
 *
 * @param reason without values of the row
 * @param failed verb and key of the command that Redis refused, empty when there is none
 * @param done the commands of the record that took effect all the same
 * @param headers of the record
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a record, never compared
public record LetterContent(
        String table,
        String reason,
        String failed,
        List<String> done,
        Map<String, String> headers,
        byte @Nullable [] key,
        byte @Nullable [] value) {}

package io.rowcast.writer;

import com.google.common.hash.Hashing;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.UnmappableRowException;
import io.rowcast.model.Change;
import io.rowcast.model.RowChange;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a change must keep its order with: the row, by the key of its record, and each Redis key in which rows of the table
 * meet. Changes that touch nothing in common may overtake each other. Both are kept as hashes: a row and a key that have
 * the same one by chance wait for each other, which does no harm.
 */
final class Touches {
    /** Of a change of which it cannot be told. */
    static final String EVERYTHING = "*";

    private Touches() {}

    /** @param change {@code null} when the record cannot be decoded */
    static Set<String> of(Mapping mapping, ConsumerRecord<byte[], byte[]> record, @Nullable Change change) {
        Set<String> touches = new HashSet<>();
        if (record.key() != null && record.key().length > 0) {
            touches.add(hash('r', record.key()));
        }
        if (mapping.unaligned().isPresent()) {
            addMeetings(mapping, change, touches);
        }
        return touches;
    }

    private static void addMeetings(Mapping mapping, @Nullable Change change, Set<String> touches) {
        if (!(change instanceof RowChange row)) {
            touches.add(EVERYTHING);
            return;
        }
        try {
            mapping.meetings(row).forEach(key -> touches.add(hash('k', key.getBytes(StandardCharsets.UTF_8))));
        } catch (UnmappableRowException e) {
            touches.add(EVERYTHING); // the failing part may be the key of any other row
        }
    }

    private static String hash(char kind, byte[] bytes) {
        return kind + Hashing.murmur3_128(0).hashBytes(bytes).toString().substring(0, 16);
    }
}

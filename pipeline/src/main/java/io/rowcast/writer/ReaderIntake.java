package io.rowcast.writer;

import io.rowcast.model.Change;
import io.rowcast.model.RowChange;
import io.rowcast.topic.Control;
import io.rowcast.topic.EnvelopeDecoder;
import io.rowcast.topic.UndecodableException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Records of our own reader: each is there once. */
record ReaderIntake(EnvelopeDecoder decoder) implements Intake {

    /** {@code null} for a tombstone, which repeats the delete before it. */
    @Override
    public @Nullable Change look(ConsumerRecord<byte[], byte[]> record) throws UndecodableException {
        if (record.value() == null) {
            return null;
        }
        // Announcements, the only ones that have a generation, have no key.
        Header generation = record.key() == null ? record.headers().lastHeader(Control.GENERATION) : null;
        return decoder.decode(
                record.value(), generation == null ? null : new String(generation.value(), StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable Step take(Lane lane, ConsumerRecord<byte[], byte[]> record) throws UndecodableException {
        Change change = look(record);
        if (change == null) {
            return null;
        }
        return change instanceof RowChange row
                ? new Step.Apply(row)
                : new Step.Wait(new Barrier(change, record.offset(), record.offset() + 1, null));
    }
}

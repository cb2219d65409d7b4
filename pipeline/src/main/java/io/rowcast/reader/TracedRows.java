package io.rowcast.reader;

import io.debezium.data.Envelope.FieldName;
import io.rowcast.model.TableId;
import io.rowcast.trace.ChangeSampler;
import io.rowcast.trace.ChangeSpan;
import io.rowcast.trace.SentChange;
import io.rowcast.trace.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Struct;

/**
 * The changes in the open Kafka transaction that are traced: each from MySQL's commit to Kafka's. What is not committed is
 * sent again by the next session, with a trace of its own or none. For one thread.
 */
final class TracedRows {
    private final Tracing tracing;
    private final ChangeSampler sampler;
    private final Clock clock;
    private final List<ChangeSpan> open = new ArrayList<>();

    TracedRows(Tracing tracing, Clock clock) {
        this.tracing = tracing;
        this.sampler = tracing.sampler();
        this.clock = clock;
    }

    /** The row is about to be sent: picks some, which are sent with their trace. Rows of snapshots were not changed. */
    void row(TableId table, ProducerRecord<byte[], byte[]> row, Struct envelope) {
        if (sampler.picks() && !"r".equals(envelope.getString(FieldName.OPERATION))) {
            ChangeSpan span = tracing.send(change(table, row, envelope));
            row.headers().add(Tracing.HEADER, span.traceparent().getBytes(StandardCharsets.UTF_8));
            open.add(span);
        }
    }

    private SentChange change(TableId table, ProducerRecord<byte[], byte[]> row, Struct envelope) {
        Struct source = envelope.getStruct(FieldName.SOURCE);
        return new SentChange(
                table,
                row.topic(),
                row.partition(),
                envelope.getString(FieldName.OPERATION),
                source.getString("gtid"),
                source.getString("file"),
                source.getInt64("pos"),
                Instant.EPOCH.plus(source.getInt64("ts_us"), ChronoUnit.MICROS),
                clock.instant());
    }

    /** Rows and position are committed. */
    void committed() {
        if (!open.isEmpty()) {
            Instant now = clock.instant();
            open.forEach(span -> span.end(now));
            open.clear();
        }
    }
}

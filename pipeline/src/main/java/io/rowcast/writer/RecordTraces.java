package io.rowcast.writer;

import io.rowcast.trace.ChangeSpan;
import io.rowcast.trace.ConsumedChange;
import io.rowcast.trace.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Goes on with the traces that records carry; the batch that a record goes into ends its part. */
final class RecordTraces {
    private final Tracing tracing;
    private final String group;
    private final Clock clock;

    /** @param group of the writers */
    RecordTraces(Tracing tracing, String group, Clock clock) {
        this.tracing = tracing;
        this.group = group;
        this.clock = clock;
    }

    /** Records of the lane came from Kafka; the ones before are taken. */
    void polled(Lane lane) {
        if (tracing.follows()) {
            lane.polledAt(clock.instant());
        }
    }

    /** The record has become so many commands of the batch. */
    void mapped(Lane lane, ConsumerRecord<byte[], byte[]> record, int commands, Prepared batch) {
        if (isTraced(record)) {
            span(lane, record, commands).ifPresent(span -> batch.traced(record, span));
        }
    }

    /** The record goes to the dead letters, which the batch marks. */
    void putAside(Lane lane, ConsumerRecord<byte[], byte[]> record, Prepared batch) {
        if (isTraced(record)) {
            span(lane, record, 0).ifPresent(span -> {
                span.deadLettered();
                batch.traced(record, span);
            });
        }
    }

    private boolean isTraced(ConsumerRecord<byte[], byte[]> record) {
        return tracing.follows() && record.headers().lastHeader(Tracing.HEADER) != null;
    }

    private Optional<ChangeSpan> span(Lane lane, ConsumerRecord<byte[], byte[]> record, int commands) {
        byte[] header = record.headers().lastHeader(Tracing.HEADER).value();
        return tracing.process(
                header == null ? "" : new String(header, StandardCharsets.UTF_8),
                new ConsumedChange(
                        lane.table.id,
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        group,
                        lane.polled(),
                        clock.instant(),
                        commands));
    }
}

package io.rowcast.reader;

import io.rowcast.topic.Control;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Announces, in every partition of a table's topic, that the table starts from nothing or that its snapshot is complete.
 */
final class Generations {
    private final String pipeline;
    private final Transactions transactions;
    private final SchemaVersions versions;
    private final Collection<TableTarget> targets;
    private final Clock clock;
    private final JsonBytes json = new JsonBytes();

    Generations(
            String pipeline,
            Transactions transactions,
            SchemaVersions versions,
            Collection<TableTarget> targets,
            Clock clock) {
        this.pipeline = pipeline;
        this.versions = versions;
        this.transactions = transactions;
        this.targets = targets;
        this.clock = clock;
    }

    /**
     * Resets all tables in a transaction of its own, before the first row of a snapshot.
     *
     * @return the generation that has begun
     */
    String begin() {
        String generation = UUID.randomUUID().toString();
        targets.forEach(target -> broadcast(target, envelope(target, Control.RESET), generation, newest(target)));
        transactions.commit();
        return generation;
    }

    /** Says, within the open transaction, that the snapshots of all tables are complete. */
    void complete(String generation) {
        targets.forEach(target -> broadcast(target, envelope(target, Control.COMPLETE), generation, newest(target)));
    }

    /** Resets one table, within the open transaction: it was truncated. */
    void truncated(TableRecords.Plan plan, byte[] envelope) {
        broadcast(plan.target(), envelope, UUID.randomUUID().toString(), plan.version());
    }

    private SchemaVersions.Version newest(TableTarget target) {
        return versions.newest(target.table());
    }

    private void broadcast(TableTarget target, byte[] envelope, String generation, SchemaVersions.Version version) {
        for (int partition = 0; partition < target.partitions(); partition++) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(target.topic(), partition, null, null, envelope, version.headers());
            record.headers().add(Control.GENERATION, generation.getBytes(StandardCharsets.UTF_8));
            transactions.send(record);
        }
    }

    private byte[] envelope(TableTarget target, String operation) {
        long now = clock.millis();
        return json.of(out -> {
            out.writeStartObject();
            out.writeNullField("before");
            out.writeNullField("after");
            out.writeObjectFieldStart("source");
            out.writeStringField("connector", "mysql");
            out.writeStringField("name", pipeline);
            out.writeNumberField("ts_ms", now);
            out.writeStringField("snapshot", "true");
            out.writeStringField("db", target.table().database());
            out.writeStringField("table", target.table().table());
            out.writeEndObject();
            out.writeStringField("op", operation);
            out.writeNumberField("ts_ms", now);
            out.writeEndObject();
        });
    }
}

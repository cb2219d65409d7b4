package io.rowcast.reader;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rowcast.model.TableId;
import io.rowcast.reader.catalog.BinlogPlace;
import io.rowcast.reader.kafka.TableTarget;
import io.rowcast.reader.kafka.Transactions;
import io.rowcast.reader.row.JsonBytes;
import io.rowcast.topic.Control;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Announces, in every partition of a table's topic and within the open transaction, that the table starts from nothing or
 * that its snapshot is complete.
 */
final class Generations {
    private final String pipeline;
    private final Transactions transactions;
    private final SchemaVersions versions;
    private final CapturedTables tables;
    private final Clock clock;
    private final JsonBytes json = new JsonBytes();

    Generations(
            String pipeline, Transactions transactions, SchemaVersions versions, CapturedTables tables, Clock clock) {
        this.pipeline = pipeline;
        this.transactions = transactions;
        this.versions = versions;
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * Resets all tables in a transaction of its own, before the first row of a snapshot.
     *
     * @return the generation that has begun
     */
    String begin() {
        String generation = UUID.randomUUID().toString();
        tables.targets().forEach(target -> {
            byte[] envelope = envelope(target, Control.RESET, true);
            broadcast(target, envelope, generation, versions.newest(target.table()));
        });
        transactions.commit();
        return generation;
    }

    /** Says that the snapshots of all tables are complete. */
    void complete(String generation) {
        tables.targets().forEach(target -> complete(target.table(), generation, versions.newest(target.table())));
    }

    /** @return the generation that has begun */
    String reset(TableId table, boolean snapshot, SchemaVersions.Version version) {
        TableTarget target = target(table);
        String generation = UUID.randomUUID().toString();
        broadcast(target, envelope(target, Control.RESET, snapshot), generation, version);
        return generation;
    }

    /** Says that what was reset is whole. */
    void complete(TableId table, String generation, SchemaVersions.Version version) {
        TableTarget target = target(table);
        broadcast(target, envelope(target, Control.COMPLETE, true), generation, version);
    }

    /** Says that there is nothing of the table, without a snapshot to come. */
    void removed(TableId table) {
        reset(table, false, versions.newest(table));
    }

    /** Resets one table: it was truncated. */
    void truncated(TableRecords.Plan plan, byte[] envelope) {
        broadcast(plan.target(), envelope, UUID.randomUUID().toString(), plan.version());
    }

    TableTarget target(TableId table) {
        TableTarget target = tables.target(table);
        if (target == null) {
            throw new IllegalStateException("table " + table + " is not captured");
        }
        return target;
    }

    private void broadcast(TableTarget target, byte[] envelope, String generation, SchemaVersions.Version version) {
        for (int partition = 0; partition < target.partitions(); partition++) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(target.topic(), partition, null, null, envelope, version.headers());
            record.headers()
                    .add(Control.GENERATION, generation.getBytes(StandardCharsets.UTF_8))
                    .add(
                            Control.PARTITIONS,
                            Integer.toString(target.partitions()).getBytes(StandardCharsets.UTF_8));
            transactions.send(record);
        }
    }

    /** For the rows of a snapshot that is true at that place. */
    SnapshotEnvelope envelope(TableId table, BinlogPlace place) {
        long now = clock.millis();
        byte[] source = json.of(out -> source(out, target(table), now, true, place));
        return new SnapshotEnvelope(new String(source, StandardCharsets.UTF_8), now);
    }

    private byte[] envelope(TableTarget target, String operation, boolean snapshot) {
        long now = clock.millis();
        return json.of(out -> {
            out.writeStartObject();
            out.writeNullField("before");
            out.writeNullField("after");
            out.writeFieldName("source");
            source(out, target, now, snapshot, null);
            out.writeStringField("op", operation);
            out.writeNumberField("ts_ms", now);
            out.writeEndObject();
        });
    }

    private void source(JsonGenerator out, TableTarget target, long now, boolean snapshot, @Nullable BinlogPlace place)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("connector", "mysql");
        out.writeStringField("name", pipeline);
        out.writeNumberField("ts_ms", now);
        out.writeStringField("snapshot", Boolean.toString(snapshot));
        out.writeStringField("db", target.table().database());
        out.writeStringField("table", target.table().table());
        if (place != null) {
            out.writeStringField("file", place.file());
            out.writeNumberField("pos", place.position());
        }
        out.writeEndObject();
    }
}

package io.rowcast.reader;

import io.debezium.data.Envelope;
import io.rowcast.model.TableId;
import io.rowcast.reader.kafka.TableTarget;
import io.rowcast.reader.row.EnvelopeWriter;
import io.rowcast.reader.row.JsonBytes;
import io.rowcast.reader.row.RecordSchema;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * For each schema of Debezium's records: the table it belongs to, where that goes, and how it is written. A schema
 * belongs to one table, and a table that is altered gets a new one. For one thread.
 */
final class TableRecords {
    /** Enough for any number of tables; what ALTERs leave behind is thrown away with the rest. */
    private static final int MOST = 10_000;

    /** How the records of one schema are treated. */
    record Plan(TableTarget target, EnvelopeWriter writer, SchemaVersions.Version version) {}

    private final CapturedTables tables;
    private final Map<Schema, Plan> plans = new IdentityHashMap<>();
    private final SchemaVersions versions;
    private final JsonBytes json = new JsonBytes();

    TableRecords(CapturedTables tables, SchemaVersions versions) {
        this.versions = versions;
        this.tables = tables;
    }

    /** Whether the record is a change of a row or table, and not a sign of life. */
    static boolean isChange(SourceRecord record) {
        return record.value() instanceof Struct && Envelope.isEnvelopeSchema(record.valueSchema());
    }

    /**
     * How to treat the record; the first with a new schema publishes that, within the open transaction.
     *
     * @throws IllegalStateException when the record is of a table that is not captured
     */
    Plan plan(SourceRecord record) {
        Plan plan = plans.get(record.valueSchema());
        if (plan == null) {
            if (plans.size() >= MOST) {
                plans.clear();
            }
            plan = make(record);
            plans.put(record.valueSchema(), plan);
        }
        return plan;
    }

    static TableId table(Struct envelope) {
        Struct source = envelope.getStruct(Envelope.FieldName.SOURCE);
        return new TableId(source.getString("db"), source.getString("table"));
    }

    private Plan make(SourceRecord record) {
        TableId table = table((Struct) record.value());
        TableTarget target = tables.target(table);
        if (target == null) {
            throw new IllegalStateException("a record of " + table + " came, which is not captured");
        }
        Schema envelope = record.valueSchema();
        Schema row = envelope.field(Envelope.FieldName.AFTER).schema();
        return new Plan(
                target,
                new EnvelopeWriter(json, record.keySchema(), envelope),
                versions.publish(RecordSchema.of(table, record.keySchema(), row)));
    }
}

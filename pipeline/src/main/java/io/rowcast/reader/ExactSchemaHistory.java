package io.rowcast.reader;

import io.debezium.config.Configuration;
import io.debezium.document.Document;
import io.debezium.relational.Tables;
import io.debezium.relational.ddl.DdlParser;
import io.debezium.relational.history.HistoryRecord;
import io.debezium.relational.history.HistoryRecordComparator;
import io.debezium.relational.history.SchemaHistoryListener;
import io.debezium.storage.kafka.history.KafkaSchemaHistory;
import io.rowcast.model.TableId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's history of DDL in Kafka, read back up to exactly the position to start from, and told to the session. Created
 * by Debezium.
 *
 * <p>With GTIDs, Debezium records a DDL statement with the transactions before it: the same as those of a position right
 * before the statement, to which it would apply the statement too soon, and then again. A position that {@link RowCommit}
 * commits behind a statement has its GTID, so equal GTIDs mean that the statement is still to come.
 */
public final class ExactSchemaHistory extends KafkaSchemaHistory {
    private static final String GTIDS = "gtids";
    private @Nullable Definitions definitions;

    @Override
    public void configure(
            Configuration config,
            HistoryRecordComparator comparator,
            SchemaHistoryListener listener,
            boolean useCatalogBeforeSchema) {
        definitions = SessionRegistry.of(config.getString(CONFIGURATION_FIELD_PREFIX_STRING + SessionRegistry.SETTING))
                .definitions();
        super.configure(config, new Exact(comparator), listener, useCatalogBeforeSchema);
    }

    @Override
    public void recover(Map<Map<String, ?>, Map<String, ?>> offsets, Tables schema, DdlParser ddlParser)
            throws InterruptedException {
        super.recover(offsets, schema, ddlParser);
        Definitions known = definitions;
        if (known != null) {
            schema.tableIds()
                    .forEach(id ->
                            known.put(new TableId(id.catalog(), id.table()), TableDefinition.of(schema.forTable(id))));
        }
    }

    /** Debezium's order, but for equal GTIDs. */
    private static final class Exact extends HistoryRecordComparator {
        private final HistoryRecordComparator debezium;

        Exact(HistoryRecordComparator debezium) {
            this.debezium = debezium;
        }

        @Override
        public boolean isAtOrBefore(HistoryRecord recorded, HistoryRecord start) {
            return debezium.isAtOrBefore(recorded, start) && !isNext(position(recorded), position(start));
        }

        private static Document position(HistoryRecord record) {
            return record.document().getDocument(HistoryRecord.Fields.POSITION);
        }

        /** A statement in the middle of a transaction has events before it, which can be compared. */
        private static boolean isNext(Document recorded, Document start) {
            String gtids = recorded.getString(GTIDS);
            return gtids != null
                    && gtids.equals(start.getString(GTIDS))
                    && !recorded.has("snapshot")
                    && !recorded.has("event");
        }
    }
}

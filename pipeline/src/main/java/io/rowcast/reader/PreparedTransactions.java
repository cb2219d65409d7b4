package io.rowcast.reader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowcast.model.TableId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * XA transactions of which the binlog has the rows, but not yet whether they count. The rows wait in memory, as far as they
 * fit; which tables they belong to is kept in Kafka next to each position, so that after a restart a transaction that is
 * committed after all can be told from one that was prepared before anything was read. For one thread.
 */
final class PreparedTransactions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Set<String>>> TABLES = new TypeReference<>() {};
    /** Of all rows that wait together. */
    private static final long MAX_BYTES = 32L << 20;

    /** The rows of one of them, or {@code null} when they are no longer, or not all, at hand. */
    static final class Waiting {
        private final Set<TableId> tables;
        private @Nullable List<SourceRecord> rows;
        private long bytes;

        private Waiting(Set<TableId> tables, @Nullable List<SourceRecord> rows) {
            this.tables = tables;
            this.rows = rows;
        }

        Set<TableId> tables() {
            return tables;
        }

        Optional<List<SourceRecord>> rows() {
            return Optional.ofNullable(rows);
        }
    }

    private final Map<String, Waiting> prepared = new TreeMap<>();
    private @Nullable Waiting running;
    private long bytes;

    static PreparedTransactions none() {
        return new PreparedTransactions();
    }

    static PreparedTransactions decode(byte[] json) {
        PreparedTransactions decoded = new PreparedTransactions();
        try {
            JSON.readValue(json, TABLES).forEach((xid, names) -> {
                Set<TableId> tables = new TreeSet<>();
                names.forEach(name -> tables.add(TableId.parse(name)));
                decoded.prepared.put(xid, new Waiting(tables, null));
            });
        } catch (IOException e) {
            throw new IllegalStateException("the prepared transactions are no JSON: " + e.getMessage(), e);
        }
        return decoded;
    }

    /** Empty when there is nothing to keep. */
    Optional<byte[]> encode() {
        if (prepared.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<String>> names = new TreeMap<>();
        prepared.forEach((xid, waiting) ->
                names.put(xid, waiting.tables.stream().map(TableId::toString).toList()));
        try {
            return Optional.of(JSON.writeValueAsBytes(names));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }

    /** Keeps a row of the transaction that runs. */
    void add(SourceRecord row) {
        Waiting transaction = running();
        transaction.tables.add(TableRecords.table((Struct) row.value()));
        List<SourceRecord> rows = transaction.rows;
        if (rows == null) {
            return;
        }
        long size = RecordSize.estimate(row);
        transaction.bytes += size;
        bytes += size;
        rows.add(row);
        if (bytes > MAX_BYTES) {
            forget(transaction);
        }
    }

    /** The transaction that runs is complete, and is to wait. */
    void prepare(String xid) {
        prepared.put(xid, running());
        running = null;
    }

    /** Empty when it was prepared before anything was read. */
    Optional<Waiting> find(String xid) {
        return Optional.ofNullable(prepared.get(xid));
    }

    void remove(String xid) {
        Waiting removed = prepared.remove(xid);
        if (removed != null) {
            forget(removed);
        }
    }

    int size() {
        return prepared.size();
    }

    private void forget(Waiting transaction) {
        bytes -= transaction.bytes;
        transaction.bytes = 0;
        transaction.rows = null;
    }

    private Waiting running() {
        if (running == null) {
            running = new Waiting(new TreeSet<>(), new ArrayList<>());
        }
        return running;
    }
}

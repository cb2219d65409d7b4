package io.rowcast.reader.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.shyiko.mysql.binlog.GtidSet;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A place in MySQL's binlog, as Debezium describes it: the GTIDs of all complete transactions (or file and position when
 * the server has none), and how many events and rows of the next transaction were read too.
 */
public record SourceOffset(Map<String, ?> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    public static SourceOffset decode(byte[] json) {
        try {
            return new SourceOffset(JSON.readValue(json, FIELDS));
        } catch (IOException e) {
            throw new IllegalStateException("the committed source offset is no JSON: " + e.getMessage(), e);
        }
    }

    public byte[] encode() {
        try {
            return JSON.writeValueAsBytes(new TreeMap<>(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the source offset cannot be written as JSON", e);
        }
    }

    /** Whether it was given out while a snapshot ran: nothing can be continued from it. */
    public boolean inSnapshot() {
        return fields.containsKey("snapshot");
    }

    /** Whether part of the next transaction was read. */
    public boolean inTransaction() {
        return fields.containsKey("event") || fields.containsKey("row");
    }

    /** Whether nothing differs but the clock. */
    public boolean samePlace(SourceOffset other) {
        return place().equals(other.place());
    }

    private Map<String, String> place() {
        Map<String, String> place = new TreeMap<>();
        fields.forEach((name, value) -> place.put(name, String.valueOf(value)));
        place.remove("ts_sec");
        return place;
    }

    /** The place right behind a DDL statement that has a transaction of its own, whose record has this offset. */
    public SourceOffset behind(@Nullable String gtid) {
        @Nullable Object gtids = fields.get("gtids");
        if (gtid == null || inTransaction()) {
            return this;
        }
        GtidSet completed = new GtidSet(gtids == null ? "" : gtids.toString());
        completed.add(gtid);
        return with("gtids", completed.toString());
    }

    /** The place right before a DDL statement that begins at {@code position} and whose record has this offset. */
    public SourceOffset before(long position) {
        return hasGtids() || inTransaction() ? this : with("pos", position);
    }

    /** Whether the same transactions are complete, as told by GTIDs. */
    public boolean completedLike(SourceOffset other) {
        return Objects.equals(fields.get("gtids"), other.fields.get("gtids"));
    }

    /** This place, with the transactions of another complete. */
    public SourceOffset completedAs(SourceOffset other) {
        @Nullable Object gtids = other.fields.get("gtids");
        return gtids == null ? this : with("gtids", gtids);
    }

    private SourceOffset with(String field, Object value) {
        Map<String, Object> changed = new TreeMap<>(fields);
        changed.put(field, value);
        return new SourceOffset(changed);
    }

    public String file() {
        return String.valueOf(fields.get("file"));
    }

    /** In the file: where the transaction begins that comes next, or was read in part. */
    public long position() {
        return Long.parseLong(String.valueOf(fields.get("pos")));
    }

    public boolean hasGtids() {
        return fields.get("gtids") != null;
    }

    /** Names the transactions that are complete; the same text means that no other completed. */
    public String completed() {
        @Nullable Object gtids = fields.get("gtids");
        return gtids == null ? fields.get("file") + ":" + fields.get("pos") : gtids.toString();
    }

    /** For people: {@code binlog.000002:157, gtids …}. */
    @Override
    public String toString() {
        String place = fields.get("file") + ":" + fields.get("pos");
        @Nullable Object gtids = fields.get("gtids");
        return gtids == null ? place : place + ", gtids " + gtids;
    }
}

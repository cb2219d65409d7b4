package io.rowcast.reader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A place in MySQL's binlog, as Debezium describes it: the GTIDs of all complete transactions (or file and position when
 * the server has none), and how many events and rows of the next transaction were read too.
 */
record SourceOffset(Map<String, ?> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    static SourceOffset decode(byte[] json) {
        try {
            return new SourceOffset(JSON.readValue(json, FIELDS));
        } catch (IOException e) {
            throw new IllegalStateException("the committed source offset is no JSON: " + e.getMessage(), e);
        }
    }

    byte[] encode() {
        try {
            return JSON.writeValueAsBytes(new TreeMap<>(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the source offset cannot be written as JSON", e);
        }
    }

    /** Whether it was given out while a snapshot ran: nothing can be continued from it. */
    boolean inSnapshot() {
        return fields.containsKey("snapshot");
    }

    /** Whether part of the next transaction was read. */
    boolean inTransaction() {
        return fields.containsKey("event") || fields.containsKey("row");
    }

    /** Whether nothing differs but the clock. */
    boolean samePlace(SourceOffset other) {
        return place().equals(other.place());
    }

    private Map<String, String> place() {
        Map<String, String> place = new TreeMap<>();
        fields.forEach((name, value) -> place.put(name, String.valueOf(value)));
        place.remove("ts_sec");
        return place;
    }

    boolean hasGtids() {
        return fields.get("gtids") != null;
    }

    /** Names the transactions that are complete; the same text means that no other completed. */
    String completed() {
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

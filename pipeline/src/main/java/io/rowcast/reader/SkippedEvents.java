package io.rowcast.reader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowcast.model.TableId;
import io.rowcast.reader.catalog.BinlogPlace;
import io.rowcast.reader.catalog.SourceOffset;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The tables that were read as a whole at a place further on in the binlog: what the binlog says of them before that place
 * is in those rows already. Kept in Kafka next to each position, until that passes the place. For one thread.
 */
final class SkippedEvents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Map<String, Object>>> FIELDS = new TypeReference<>() {};

    private final Map<TableId, BinlogPlace> upTo = new TreeMap<>();
    private @Nullable String lastGtid;
    private @Nullable TableId lastTable;
    private boolean lastAnswer;

    static SkippedEvents none() {
        return new SkippedEvents();
    }

    static SkippedEvents decode(byte[] json) {
        SkippedEvents decoded = new SkippedEvents();
        try {
            JSON.readValue(json, FIELDS)
                    .forEach((table, place) -> decoded.upTo.put(TableId.parse(table), BinlogPlace.fromMap(place)));
        } catch (IOException e) {
            throw new IllegalStateException("the tables read ahead are no JSON: " + e.getMessage(), e);
        }
        return decoded;
    }

    /** Empty when there is nothing to keep. */
    Optional<byte[]> encode() {
        if (upTo.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> places = new TreeMap<>();
        upTo.forEach((table, place) -> places.put(table.toString(), place.toMap()));
        try {
            return Optional.of(JSON.writeValueAsBytes(places));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }

    /** The table was read as a whole, as it was at that place. */
    void readAt(TableId table, BinlogPlace place) {
        upTo.put(table, place);
        lastGtid = null;
    }

    boolean isActive() {
        return !upTo.isEmpty();
    }

    /** Whether what an event with that {@code source} block says of the table was read already. */
    boolean skips(TableId table, Struct source) {
        if (upTo.isEmpty()) {
            return false;
        }
        BinlogPlace place = upTo.get(table);
        if (place == null) {
            return false;
        }
        String gtid = source.getString("gtid");
        if (gtid == null || !gtid.equals(lastGtid) || !table.equals(lastTable)) {
            lastAnswer = place.isAfter(source);
            lastGtid = gtid;
            lastTable = table;
        }
        return lastAnswer;
    }

    /** Whether the table was read when that decision had been made. */
    boolean skips(TableId table, BinlogMark.Decided decision) {
        BinlogPlace place = upTo.get(table);
        return place != null && decision.isBefore(place);
    }

    /** Forgets the places that whoever goes on from {@code offset} has passed. */
    void passed(SourceOffset offset) {
        if (!upTo.isEmpty()) {
            upTo.values().removeIf(place -> place.isReachedBy(offset));
            lastGtid = null;
        }
    }
}

package io.rowcast.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowcast.model.Command;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a record without key and value asks of the writer of its partition: first to look out which of some places later rows
 * touch, then, by another record, to put those right that none has touched in between.
 *
 * @param id names the two that belong together
 * @param apply whether it is the second one
 */
public record RepairRequest(String id, boolean apply, List<Item> items) {
    /** Record header, JSON. */
    private static final String HEADER = "rowcast.repair";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<RepairRequest> TYPE = new TypeReference<>() {};

    /** How later rows keep an item from being done. */
    public enum Guard {
        /** By writing to the place. */
        TOUCH,
        /** By making the whole key anew: what writes to a part of it fails, as the key is of another type. */
        REPLACE,
        /** Not at all: it adds an amount. */
        NONE
    }

    /**
     * One place.
     *
     * @param within the field or member, {@code null} for the whole key
     * @param commands empty in the first request
     */
    public record Item(String key, @Nullable String within, Guard guard, List<Command> commands) {}

    public RepairRequest {
        items = List.copyOf(items);
    }

    void writeTo(Headers headers) {
        try {
            headers.add(HEADER, JSON.writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    /**
     * Empty when a record with these headers is another one.
     *
     * @throws UndecodableException when it asks for what this version does not know
     */
    public static Optional<RepairRequest> of(Headers headers) throws UndecodableException {
        var header = headers.lastHeader(HEADER);
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(header.value(), TYPE));
        } catch (IOException e) {
            throw new UndecodableException("expected a request for repair of this version", e);
        }
    }
}

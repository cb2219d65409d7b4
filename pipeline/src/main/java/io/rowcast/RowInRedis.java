package io.rowcast;

import io.rowcast.mapping.Expected;
import io.rowcast.mapping.Inspection;
import io.rowcast.mapping.Mapping;
import io.rowcast.model.Form;
import io.rowcast.model.Place;
import io.rowcast.model.Row;
import io.rowcast.ops.Desk;
import io.rowcast.redis.Found;
import io.rowcast.redis.Look;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.ValueReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stands in the places of a row in Redis, read as any client would. */
final class RowInRedis {

    private RowInRedis() {}

    /**
     * One list for each output of the mapping.
     *
     * @throws IllegalStateException when Redis does not answer
     */
    static List<List<Desk.Value>> look(RedisConnector redis, Mapping mapping, Row row) {
        List<Inspection> inspections = mapping.inspections();
        List<Place> places = mapping.places().expected(row).stream()
                .map(Expected::place)
                .filter(place -> inspections.get(place.output()).form() != Form.NOTHING)
                .toList();
        List<List<Desk.Value>> values = new ArrayList<>();
        inspections.forEach(output -> values.add(new ArrayList<>()));
        List<Found> found = look(redis, places, inspections);
        for (int i = 0; i < found.size(); i++) {
            values.get(places.get(i).output()).add(value(places.get(i), found.get(i)));
        }
        return values;
    }

    private static List<Found> look(RedisConnector redis, List<Place> places, List<Inspection> inspections) {
        if (redis.isCluster()) {
            return List.of();
        }
        List<Look> looks = places.stream()
                .map(place -> new Look(
                        inspections.get(place.output()).form(),
                        place,
                        inspections.get(place.output()).names()))
                .toList();
        try (ValueReader reader = redis.openValues()) {
            return reader.look(Map.of(), looks).found();
        } catch (RedisAwayException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static Desk.Value value(Place place, Found found) {
        Map<String, String> texts = new TreeMap<>();
        found.value().ifPresent(value -> {
            if (value instanceof Map<?, ?> fields) {
                fields.forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
            } else {
                texts.put("", value.toString());
            }
        });
        return new Desk.Value(
                place.toString(),
                found.type(),
                found.value().isPresent(),
                texts,
                found.left().orElse(null));
    }
}

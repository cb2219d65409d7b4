package io.rowcast.verify;

import io.rowcast.mapping.Expected;
import io.rowcast.mapping.Inspection;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.UnmappableRowException;
import io.rowcast.model.Place;
import io.rowcast.model.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What all rows of a table together are to be found as, in the places of a range: who stands there, or how much it is. */
final class Tally {
    /** Bytes of a small object: a text without its characters, an entry of a map. */
    private static final int OBJECT = 48;

    private final Mapping mapping;
    private final List<Inspection> inspections;
    private final Predicate<Place> wanted;
    private final long memory;
    private final boolean keepsPartitions;
    private Range range;

    /** A {@link BigDecimal} for a sum, an {@link Expected} for a row that stands there alone, a list for several rows. */
    private final Map<Place, Object> places = new HashMap<>();

    /** Nobody knows whether the reading shows them as they were. */
    private final Set<Place> unsure = new HashSet<>();

    private final Map<Place, Integer> partitions = new HashMap<>();

    private long weight;
    private long rows;
    private long unmappable;

    /**
     * @param wanted which places of the range
     * @param memory bytes that they may take, about
     * @param keepsPartitions whether {@link #partition} will be asked
     */
    Tally(Mapping mapping, Range range, Predicate<Place> wanted, long memory, boolean keepsPartitions) {
        this.mapping = mapping;
        this.inspections = mapping.inspections();
        this.range = range;
        this.wanted = wanted;
        this.memory = memory;
        this.keepsPartitions = keepsPartitions;
    }

    /** Counts a row that was read, whose records are in that partition. */
    void read(Row row, int partition) {
        rows++;
        add(row, partition);
        if (weight > memory && range.to() - range.from() > 1) {
            range = range.lowerHalf();
            places.keySet().removeIf(place -> !range.has(place));
            partitions.keySet().removeIf(place -> !range.has(place));
            weight /= 2; // hashes are spread
        }
    }

    void add(Row row, int partition) {
        each(row, expected -> {
            weight += places.containsKey(expected.place()) && sums(expected.place()) ? 0 : weight(expected);
            places.merge(expected.place(), fresh(expected), (were, is) -> with(were, expected));
            if (partition > 0 && keepsPartitions) {
                partitions.put(expected.place(), partition);
            }
        });
    }

    /** About the bytes that it takes: objects, and a byte for each character. */
    private static long weight(Expected expected) {
        Place place = expected.place();
        long texts = place.key().length()
                + (place.within() == null ? 0 : OBJECT + place.within().length());
        if (expected.value() instanceof Map<?, ?> fields) {
            for (Object text : fields.values()) {
                texts += 2 * OBJECT + text.toString().length();
            }
        } else {
            texts += expected.value() instanceof String text ? text.length() : 0;
        }
        return 5 * OBJECT + texts;
    }

    /** Where the records of a row are that stands in the place, or stood there; asked for only of places that are few. */
    int partition(Place place) {
        return partitions.getOrDefault(place, 0);
    }

    private Object fresh(Expected expected) {
        return sums(expected.place()) ? expected.value() : expected;
    }

    private boolean sums(Place place) {
        return inspections.get(place.output()).form().sums();
    }

    private Object with(Object were, Expected expected) {
        if (were instanceof BigDecimal sum) {
            return sum.add((BigDecimal) expected.value());
        }
        List<Expected> all = new ArrayList<>(several(were));
        all.add(expected);
        return all;
    }

    /** Takes back what {@link #add} did. */
    void remove(Row row) {
        each(row, expected -> places.compute(expected.place(), (place, were) -> without(were, expected)));
    }

    private @Nullable Object without(@Nullable Object were, Expected expected) {
        if (sums(expected.place())) {
            BigDecimal sum = were == null ? BigDecimal.ZERO : (BigDecimal) were;
            return sum.subtract((BigDecimal) expected.value()); // stays at zero, as the counter does
        }
        List<Expected> left = were == null ? new ArrayList<>() : new ArrayList<>(several(were));
        left.remove(expected);
        return left.isEmpty() ? null : left.size() == 1 ? left.get(0) : left;
    }

    @SuppressWarnings("unchecked")
    private static List<Expected> several(Object were) {
        return were instanceof Expected one ? List.of(one) : (List<Expected>) were;
    }

    /** Says that it cannot be known how the reading counted the row. */
    void unsure(Row row) {
        each(row, expected -> unsure.add(expected.place()));
    }

    boolean isUnsure(Place place) {
        return unsure.contains(place);
    }

    /** The places that a row has. */
    void each(Row row, Consumer<Expected> into) {
        List<Expected> all;
        try {
            all = mapping.places().expected(row);
        } catch (UnmappableRowException e) {
            unmappable++; // the writer's dead letters say which
            return;
        }
        for (Expected expected : all) {
            if (inspections.get(expected.place().output()).decides() && has(expected.place())) {
                into.accept(expected);
            }
        }
    }

    /** Whether the place is one of those that are looked at. */
    boolean has(Place place) {
        return range.has(place) && wanted.test(place);
    }

    /** Those that rows stand in. */
    List<Place> places() {
        return new ArrayList<>(places.keySet());
    }

    boolean contains(Place place) {
        return places.containsKey(place);
    }

    /** The rows that stand in a place that is no sum. */
    List<Expected> standing(Place place) {
        Object standing = places.get(place);
        return standing == null ? List.of() : several(standing);
    }

    BigDecimal sum(Place place) {
        Object sum = places.get(place);
        return sum == null ? BigDecimal.ZERO : (BigDecimal) sum;
    }

    /** What was left of the range. */
    Range range() {
        return range;
    }

    long rows() {
        return rows;
    }

    long unmappable() {
        return unmappable;
    }
}

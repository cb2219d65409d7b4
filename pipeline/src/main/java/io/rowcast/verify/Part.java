package io.rowcast.verify;

import io.rowcast.model.Place;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Which of a table is looked at.
 *
 * @param outputs by their numbers in the mapping file
 * @param where a condition in SQL: only places in which rows stand that it holds for; empty for all, and for what no row
 *     stands for
 */
public record Part(IntPredicate outputs, Optional<String> where) {
    /** All of it. */
    public static final Part ALL = of(output -> true);

    /** Some of the outputs. */
    public static Part of(IntPredicate outputs) {
        return new Part(outputs, Optional.empty());
    }

    /** The places of some of the rows. */
    public static Part where(String condition) {
        return new Part(output -> true, Optional.of(condition));
    }

    boolean has(Place place) {
        return outputs.test(place.output());
    }
}

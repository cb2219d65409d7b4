package io.rowcast.verify;

import io.rowcast.model.Place;
import io.rowcast.model.Row;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Which of a table is looked at.
 *
 * @param outputs by their numbers in the mapping file
 * @param where a condition in SQL: only places in which rows stand that it holds for; empty for all, and for what no row
 *     stands for
 * @param row of which the condition names the key; its own places are looked at though it may be gone. Empty when it names none
 * @param anew whether nothing is there of the outputs so far
 */
public record Part(IntPredicate outputs, Optional<String> where, Optional<Row> row, boolean anew) {
    /** All of it. */
    public static final Part ALL = new Part(output -> true, Optional.empty(), Optional.empty(), false);

    /** Some of the outputs, which are new or changed. */
    public static Part anew(IntPredicate outputs) {
        return new Part(outputs, Optional.empty(), Optional.empty(), true);
    }

    /** The places of some of the rows. */
    public static Part where(String condition) {
        return new Part(output -> true, Optional.of(condition), Optional.empty(), false);
    }

    /** The places of one row, also if it is gone. */
    public static Part row(String condition, Row key) {
        return new Part(output -> true, Optional.of(condition), Optional.of(key), false);
    }

    boolean has(Place place) {
        return outputs.test(place.output());
    }
}

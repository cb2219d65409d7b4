package io.rowcast.verify;

import io.rowcast.model.Place;

/**
 * A place in Redis that is not as the rows say.
 *
 * @param output as a person would name it
 * @param detail what was found and what was expected, without values of rows
 */
public record Difference(Kind kind, String output, Place place, String detail) {

    /** What is wrong. */
    public enum Kind {
        /** A row stands there, and Redis has nothing. */
        MISSING,
        /** Redis has something else: another value, or another time to live. */
        STALE,
        /** The key is of another type, or holds what cannot be read. */
        CORRUPT,
        /** Redis has something, and no row stands there. */
        ORPHAN
    }
}

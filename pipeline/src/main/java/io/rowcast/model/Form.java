package io.rowcast.model;

/** What stands in a place of Redis that a row has by an output, and how a client looks at it. */
public enum Form {
    /** The text of a string. */
    TEXT,
    /** All fields of a hash. */
    HASH,
    /** Some fields of a hash; it may have others. */
    FIELDS,
    /** The text of one field of a hash. */
    FIELD,
    /** A member of a set. */
    MEMBER,
    /** The score of a member of a sorted set. */
    SCORE,
    /** The position of a member. */
    POSITION,
    /** A bit that is set. */
    BIT,
    /** An item of a Bloom filter, of either kind. */
    ITEM,
    /** A document of RedisJSON. */
    DOCUMENT,
    /** What rows add up to, as a string. */
    SUM,
    /** What rows add up to, in a field of a hash. */
    FIELD_SUM,
    /** What rows add up to, as the score of a member. */
    SCORE_SUM,
    /** What rows leave behind, in the order in which they came: rows as they are now do not tell what it is. */
    TRACE,
    /** Nothing that stays. */
    NOTHING;

    /** Whether all rows in a place decide together what stands there. */
    public boolean sums() {
        return this == SUM || this == FIELD_SUM || this == SCORE_SUM;
    }

    /** Whether places are parts of a key, of which there can be more than rows tell of. */
    public boolean within() {
        return switch (this) {
            case FIELD, MEMBER, SCORE, POSITION, BIT, FIELD_SUM, SCORE_SUM -> true;
            case TEXT, HASH, FIELDS, ITEM, DOCUMENT, SUM, TRACE, NOTHING -> false;
        };
    }
}

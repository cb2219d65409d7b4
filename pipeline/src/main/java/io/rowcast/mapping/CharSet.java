package io.rowcast.mapping;

/**
 * A set of characters: any of ASCII, and of the rest none, one or all.
 *
 * @param low the characters 0–63, a bit each
 * @param high the characters 64–127, a bit each
 * @param beyond the one character above 127, or {@link #NONE}, or {@link #ALL}
 */
record CharSet(long low, long high, int beyond) {
    static final int NONE = -1;
    static final int ALL = -2;
    static final CharSet EMPTY = new CharSet(0, 0, NONE);
    static final CharSet ANY = new CharSet(-1L, -1L, ALL);
    static final CharSet DIGITS = range('0', '9');

    private static final String PLEASANT = "a1b2-:.xyz";

    static CharSet of(char c) {
        if (c < 64) {
            return new CharSet(1L << c, 0, NONE);
        }
        return c < 128 ? new CharSet(0, 1L << (c - 64), NONE) : new CharSet(0, 0, c);
    }

    static CharSet range(char first, char last) {
        CharSet all = EMPTY;
        for (char c = first; c <= last; c++) {
            all = all.union(of(c));
        }
        return all;
    }

    /** At most one of the two may hold a single character above 127; two different ones become all of them. */
    CharSet union(CharSet other) {
        int more = beyond == other.beyond || other.beyond == NONE ? beyond : beyond == NONE ? other.beyond : ALL;
        return new CharSet(low | other.low, high | other.high, more);
    }

    CharSet intersection(CharSet other) {
        int more = beyond == ALL ? other.beyond : other.beyond == ALL || beyond == other.beyond ? beyond : NONE;
        return new CharSet(low & other.low, high & other.high, more);
    }

    boolean contains(char c) {
        if (c < 64) {
            return (low >>> c & 1) != 0;
        }
        return c < 128 ? (high >>> (c - 64) & 1) != 0 : beyond == ALL || beyond == c;
    }

    boolean isEmpty() {
        return low == 0 && high == 0 && beyond == NONE;
    }

    /** One of its characters, a readable one if it has any. */
    char sample() {
        for (int i = 0; i < PLEASANT.length(); i++) {
            if (contains(PLEASANT.charAt(i))) {
                return PLEASANT.charAt(i);
            }
        }
        if (high != 0) {
            return (char) (64 + Long.numberOfTrailingZeros(high));
        }
        if (low != 0) {
            return (char) (63 - Long.numberOfLeadingZeros(low));
        }
        return beyond == ALL ? 'é' : (char) beyond;
    }
}

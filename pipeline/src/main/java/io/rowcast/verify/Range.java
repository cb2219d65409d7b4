package io.rowcast.verify;

import io.rowcast.model.Place;

/** Which places are looked at: those whose hash lies from one number up to another, of 2³² in all. */
record Range(long from, long to) {
    static final long ALL = 1L << 32;

    /** A share of all places, the same each time. */
    static Range share(double share) {
        return new Range(0, Math.max(1, Math.round(share * ALL)));
    }

    boolean has(Place place) {
        long hash = hash(place);
        return hash >= from && hash < to;
    }

    Range lowerHalf() {
        return new Range(from, from + Math.max(1, (to - from) / 2));
    }

    /** Spreads what String.hashCode leaves close together. */
    private static long hash(Place place) {
        int hash = place.hashCode() * 0x9E3779B9;
        hash = (hash ^ (hash >>> 15)) * 0x85EBCA6B;
        return Integer.toUnsignedLong(hash ^ (hash >>> 13));
    }
}

package io.rowcast.redis;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The Bloom filter as a plain bitmap, for a server without the command; any client can test an item with {@code GETBIT}.
 *
 * <p>For n items and an error rate p the bitmap has m = ceil(-n · ln p / (ln 2)²) bits, of which an item sets k =
 * max(1, round(m / n · ln 2)). Bit i, from 0 to k - 1, is (h1 + i · h2) mod m, where h1 and h2 are the two halves of
 * MurmurHash3 x64 128 with seed 0 of the item in UTF-8; the sum is one of unsigned 64-bit numbers that wraps around, and
 * the remainder is unsigned too.
 *
 * @param bits m, of which a Redis string holds at most 2³²
 * @param hashes k
 */
record BloomBits(long bits, int hashes) {
    private static final long MAX_BITS = 1L << 32;

    /** @throws IllegalArgumentException when a Redis string cannot hold so many bits */
    static BloomBits of(long capacity, double errorRate) {
        double ln2 = Math.log(2);
        double bits = Math.ceil(-capacity * Math.log(errorRate) / (ln2 * ln2));
        if (!(bits >= 1 && bits <= MAX_BITS)) {
            throw new IllegalArgumentException("a bitmap for " + capacity + " items with an error rate of " + errorRate
                    + " needs " + bits + " bits; a Redis string holds 1 to " + MAX_BITS);
        }
        return new BloomBits((long) bits, (int) Math.max(1, Math.round(bits / capacity * ln2)));
    }

    /** The offsets of the bits that say that the item is there. */
    long[] of(String item) {
        byte[] hash = Hashing.murmur3_128(0).hashBytes(Wire.bytes(item)).asBytes();
        ByteBuffer halves = ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN);
        long h1 = halves.getLong();
        long h2 = halves.getLong();
        long[] offsets = new long[hashes];
        for (int i = 0; i < hashes; i++) {
            offsets[i] = Long.remainderUnsigned(h1 + i * h2, bits);
        }
        return offsets;
    }
}
